import { Problem } from '#graft/problems';
import { Child, type ChildLimits } from './child.js';
import { TimedOut } from './child-problems.js';
import { type FromChild, type Outcome, outcomeOf } from './protocol.js';

export interface ChildOptions extends ChildLimits {
  timeoutMs?: number;
  /** Most time between two messages of a child that tells where it is. */
  silenceMs?: number;
  /** Takes what the child emits, in order; the child waits for it. */
  onMessage?: (type: string, data: object) => Promise<void>;
}

/** How long a child that was asked to stop may take. */
const GRACE_MS = 1000;

/**
 * Runs a program that calls `serveChild` in a process of its own, and waits until that process is gone.
 * @param program like `new URL('./run.child.js', import.meta.url)`
 * @param input what the program works on: plain data, buffers and typed arrays
 * @throws the program's Problem; OutOfMemory, TimedOut, ChildKilled or ChildDied; the signal's reason, having ended the
 * process
 */
export async function runInChild<R>(
  program: URL,
  input: object,
  { memoryMb, timeoutMs, silenceMs, onMessage, signal }: ChildOptions & { signal?: AbortSignal } = {},
): Promise<R> {
  signal?.throwIfAborted();
  let outcome: Outcome<R> | undefined;
  let taking = Promise.resolve();
  const timers: Record<'killing' | 'timeout' | 'silence', NodeJS.Timeout | undefined> = {
    killing: undefined,
    timeout: undefined,
    silence: undefined,
  };
  const child = new Child(program, { memoryMb }, (message) => {
    clearTimeout(timers.silence);
    if (message.kind !== 'emitted') outcome ??= outcomeOf<R>(message);
    else
      taking = taking
        .then(() => take(child, message, onMessage))
        .catch((error: Error) => {
          outcome ??= { error }; // rather than what the child makes of it
        })
        .then(listen); // the child waits meanwhile
  });
  const stop = (error: Error) => {
    outcome ??= { error };
    child.send({ kind: 'stop' });
    timers.killing ??= setTimeout(() => child.kill(error), GRACE_MS);
  };
  const listen = () => {
    clearTimeout(timers.silence);
    if (silenceMs !== undefined && !child.isOver) timers.silence = setTimeout(stop, silenceMs, new TimedOut(silenceMs));
  };
  const abort = () => stop(signal!.reason as Error);

  signal?.addEventListener('abort', abort, { once: true });
  if (timeoutMs !== undefined) timers.timeout = setTimeout(stop, timeoutMs, new TimedOut(timeoutMs));
  listen();
  child.send({ kind: 'input', input });

  const death = await child.closed;
  signal?.removeEventListener('abort', abort);
  Object.values(timers).forEach((timer) => clearTimeout(timer));
  await taking;
  const ended = outcome ?? { error: death };
  if ('error' in ended) throw ended.error;
  return ended.result;
}

/**
 * Hands over what the child emitted, then tells the child that it may go on, or that it may not.
 * @throws what the taker threw
 */
async function take(
  child: Child,
  { id, type, data }: Extract<FromChild, { kind: 'emitted' }>,
  onMessage: ChildOptions['onMessage'],
): Promise<void> {
  try {
    await onMessage?.(type, data);
    child.send({ kind: 'taken', id });
  } catch (error) {
    child.send({ kind: 'taken', id, problem: asProblem(error).toJSON() });
    throw error;
  }
}

const asProblem = (error: unknown) =>
  error instanceof Problem ? error : new Problem('internal', 500, 'Internal error', String(error));
