import { Problem } from '#graft/problems';

/** A child process had more memory than it may have. */
export class OutOfMemory extends Problem {
  constructor(memoryMb: number) {
    super('out-of-memory', 422, 'Out of memory', `It ran out of memory: at most ${memoryMb} MiB. ${ADVICE}`, {
      accepted: `${memoryMb} MiB`,
    });
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
