import { Problem, Unavailable } from '#graft/problems';

/** A child process exceeded its memory limit. */
export class OutOfMemory extends Problem {
  constructor(memoryMb: number) {
    const most = Number.isFinite(memoryMb) ? { accepted: `${memoryMb} MiB` } : {};
    const limit = most.accepted ? `: at most ${most.accepted}` : '';
    super('out-of-memory', 422, 'Out of memory', `The process ran out of memory${limit}. ${ADVICE}`, most);
  }
}
const ADVICE = 'Use a smaller input or smaller batches, or set GRAFT_CHILD_MEMORY_MB to a higher limit.';

export class TimedOut extends Problem {
  constructor(timeoutMs: number) {
    super('timed-out', 422, 'Timed out', `The process exceeded its time limit of ${timeoutMs / 1000} s.`, {
      accepted: `${timeoutMs / 1000} s`,
    });
  }
}

/** A child process ended without a result. */
export class ChildDied extends Problem {
  constructor(how: string, log: string) {
    super('child-died', 500, 'Process ended', `The process ended without a result: ${how}.`, {
      received: how,
      log,
    });
  }
}

/** A child process was killed from outside. Its work may not be the cause, so the work can be tried again. */
export class ChildKilled extends Unavailable {
  /** @param peakMb memory that it was seen to hold at most, MiB */
  constructor(signal: NodeJS.Signals, peakMb: number, memoryMb: number) {
    const most = Number.isFinite(memoryMb) ? ` of its limit of ${memoryMb} MiB` : '';
    const memory = peakMb > 0 ? ` It used ${Math.round(peakMb)} MiB${most}.` : '';
    const kernel = signal === 'SIGKILL' ? ' The kernel does this when the machine runs out of memory (see dmesg).' : '';
    super(`The process was killed from outside: ${signal}.${memory}${kernel} Try again.`, {
      received: signal,
    });
  }
}
