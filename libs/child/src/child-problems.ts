import { Problem, Unavailable } from '#graft/problems';

/** A child process had more memory than it may have. */
export class OutOfMemory extends Problem {
  constructor(memoryMb: number) {
    const most = Number.isFinite(memoryMb) ? { accepted: `${memoryMb} MiB` } : {};
    const limit = most.accepted ? `: at most ${most.accepted}` : '';
    super('out-of-memory', 422, 'Out of memory', `It ran out of memory${limit}. ${ADVICE}`, most);
  }
}
const ADVICE = 'Use smaller input or batches, or give it more with GRAFT_CHILD_MEMORY_MB.';

export class TimedOut extends Problem {
  constructor(timeoutMs: number) {
    super('timed-out', 422, 'Timed out', `It took longer than the ${timeoutMs / 1000} s it may take.`, {
      accepted: `${timeoutMs / 1000} s`,
    });
  }
}

/** A child process ended without a result. */
export class ChildDied extends Problem {
  constructor(how: string, log: string) {
    super('child-died', 500, 'Process ended', `The process that did the work ended without a result: ${how}.`, {
      received: how,
      log,
    });
  }
}

/** A child process was ended from outside, which need not be the fault of its work: the work can be tried again. */
export class ChildKilled extends Unavailable {
  /** @param peakMb memory that it was seen to hold at most, MiB */
  constructor(signal: NodeJS.Signals, peakMb: number, memoryMb: number) {
    const most = Number.isFinite(memoryMb) ? ` of the ${memoryMb} MiB that it may have` : '';
    const memory = peakMb > 0 ? ` It held ${Math.round(peakMb)} MiB${most}.` : '';
    const kernel = signal === 'SIGKILL' ? ' The kernel does this when the machine runs out of memory (see dmesg).' : '';
    super(
      `The process that did the work was ended from outside: ${signal}.${memory}${kernel} The work can be tried again.`,
      {
        received: signal,
      },
    );
  }
}
