import type { ChildProcess } from 'node:child_process';
import { Problem } from '#graft/problems';
import { OutOfMemory, TimedOut } from './child-problems.js';
import { deathOf, type Outcome, outcomeOf, send, startProcess, tailOf } from './child-process.js';
import { watchMemory } from './memory.js';
import type { FromChild } from './protocol.js';

export interface ChildOptions {
  /** Most memory of the process, JavaScript heap and native libraries together, MiB. */
  memoryMb?: number;
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
 * @param child like `new URL('./run.child.js', import.meta.url)`
 * @param input what the program works on: plain data, buffers and typed arrays
 * @throws the program's Problem; OutOfMemory, TimedOut or ChildDied; the signal's reason, having ended the process
 */
export function runInChild<R>(
  child: URL,
  input: object,
  { memoryMb, timeoutMs, silenceMs, onMessage, signal }: ChildOptions & { signal?: AbortSignal } = {},
): Promise<R> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const running = startProcess(child, memoryMb);
    const log = tailOf(running);
    let outcome: Outcome<R> | undefined;
    const kill = (error: Error) => {
      outcome ??= { error };
      running.kill('SIGKILL');
    };
    let killing: NodeJS.Timeout | undefined;
    const stop = (error: Error) => {
      outcome ??= { error };
      send(running, { kind: 'stop' });
      killing ??= setTimeout(kill, GRACE_MS, error);
    };
    const abort = () => stop(signal!.reason as Error);
    signal?.addEventListener('abort', abort, { once: true });
    const timeout = timeoutMs === undefined ? undefined : setTimeout(stop, timeoutMs, new TimedOut(timeoutMs));
    let silence: NodeJS.Timeout | undefined;
    const listen = () => {
      clearTimeout(silence);
      const isOver = running.exitCode !== null || running.signalCode !== null;
      if (silenceMs !== undefined && !isOver) silence = setTimeout(stop, silenceMs, new TimedOut(silenceMs));
    };
    listen();
    const unwatch = memoryMb && watchMemory(running.pid!, memoryMb, () => kill(new OutOfMemory(memoryMb)));

    let taking = Promise.resolve();
    running.on('message', (message: FromChild) => {
      clearTimeout(silence);
      if (message.kind === 'emitted')
        taking = taking
          .then(() => take(running, message, onMessage))
          .catch((error: Error) => {
            outcome ??= { error }; // rather than what the child makes of it
          })
          .then(listen); // the child waits meanwhile
      else outcome ??= outcomeOf<R>(message);
    });
    running.on('error', kill);
    running.on('close', (code, how) => {
      signal?.removeEventListener('abort', abort);
      clearTimeout(timeout);
      clearTimeout(killing);
      clearTimeout(silence);
      if (unwatch) unwatch();
      const ended = outcome ?? { error: deathOf(code, how, memoryMb, log()) };
      void taking.then(() => ('result' in ended ? resolve(ended.result) : reject(ended.error)));
    });
    send(running, { kind: 'input', input });
  });
}

/**
 * Hands over what the child emitted, then tells the child that it may go on, or that it may not.
 * @throws what the taker threw
 */
async function take(
  running: ChildProcess,
  { id, type, data }: Extract<FromChild, { kind: 'emitted' }>,
  onMessage: ChildOptions['onMessage'],
): Promise<void> {
  try {
    await onMessage?.(type, data);
    send(running, { kind: 'taken', id });
  } catch (error) {
    send(running, { kind: 'taken', id, problem: asProblem(error).toJSON() });
    throw error;
  }
}

const asProblem = (error: unknown) =>
  error instanceof Problem ? error : new Problem('internal', 500, 'Internal error', String(error));
