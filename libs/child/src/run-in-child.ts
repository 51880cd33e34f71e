import { fork, type ChildProcess } from 'node:child_process';
import { Problem } from '#graft/problems';
import { ChildDied, OutOfMemory, TimedOut } from './child-problems.js';
import { entryOf } from './entry.js';
import { watchMemory } from './memory.js';
import type { FromChild, ToChild } from './protocol.js';

export interface ChildOptions {
  /** Most memory of the process, JavaScript heap and native libraries together, MiB. */
  memoryMb?: number;
  timeoutMs?: number;
  /** Takes what the child emits, in order; the child waits for it. */
  onMessage?: (type: string, data: object) => Promise<void>;
}

/** How long a child that was asked to stop may take. */
const GRACE_MS = 1000;
/** Kept of what a child wrote to standard error. */
const LOG_CHARACTERS = 4000;

/** None outlives this process; one whose parent is killed ends by itself (`serveChild`). */
const living = new Set<ChildProcess>();
process.on('exit', () => living.forEach((child) => child.kill('SIGKILL')));

/** How a child's work ended. */
type Outcome<R> = { result: R } | { error: Error };

/**
 * Runs a program that calls `serveChild` in a process of its own, and waits until that process is gone.
 * @param child like `new URL('./run.child.js', import.meta.url)`
 * @param input what the program works on: plain data, buffers and typed arrays
 * @throws the program's Problem; OutOfMemory, TimedOut or ChildDied; the signal's reason, having ended the process
 */
export function runInChild<R>(
  child: URL,
  input: object,
  { memoryMb, timeoutMs, onMessage, signal }: ChildOptions & { signal?: AbortSignal } = {},
): Promise<R> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const running = start(child, memoryMb);
    living.add(running);
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
    const unwatch = memoryMb && watchMemory(running.pid!, memoryMb, () => kill(new OutOfMemory(memoryMb)));

    let taking = Promise.resolve();
    running.on('message', (message: FromChild) => {
      if (message.kind === 'emitted') taking = taking.then(() => take(running, message, onMessage));
      else outcome ??= outcomeOf<R>(message);
    });
    running.on('error', kill);
    running.on('close', (code, how) => {
      living.delete(running);
      signal?.removeEventListener('abort', abort);
      clearTimeout(timeout);
      clearTimeout(killing);
      if (unwatch) unwatch();
      const ended = outcome ?? { error: deathOf(code, how, memoryMb, log()) };
      void taking.then(() => ('result' in ended ? resolve(ended.result) : reject(ended.error)));
    });
    send(running, { kind: 'input', input });
  });
}

function start(child: URL, memoryMb: number | undefined): ChildProcess {
  const { path, execArgv } = entryOf(child);
  return fork(path, {
    execArgv: [...execArgv, ...(memoryMb === undefined ? [] : [`--max-old-space-size=${memoryMb}`])],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
}

/** A message to a child that has just ended is lost, which its end tells soon enough. */
function send(running: ChildProcess, message: ToChild): void {
  if (running.connected) running.send(message, () => {});
}

/** Hands over what the child emitted, then tells the child that it may go on, or that it may not. */
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
  }
}

const asProblem = (error: unknown) =>
  error instanceof Problem ? error : new Problem('internal', 500, 'Internal error', String(error));

function outcomeOf<R>(message: Exclude<FromChild, { kind: 'emitted' }>): Outcome<R> {
  if (message.kind === 'result') return { result: message.result as R };
  if (message.kind === 'problem') return { error: Problem.from(message.problem) };
  return { error: Object.assign(new Error(message.message), { stack: message.stack }) };
}

/**
 * Why a child ended without a result. The kernel kills what uses up the memory; V8 and native libraries abort. One that
 * somebody else asked to end was not at fault, so that is no Problem: the job may be tried again.
 */
function deathOf(code: number | null, how: NodeJS.Signals | null, memoryMb = Infinity, log: string): Error {
  if (how === 'SIGKILL' || how === 'SIGABRT' || code === 134) return new OutOfMemory(memoryMb);
  if (how === 'SIGTERM' || how === 'SIGINT' || how === 'SIGHUP') return new Error(`The process was ended by ${how}.`);
  return new ChildDied(how ?? `exit code ${code}`, log);
}

/** Keeps the end of what a child writes to standard error. */
function tailOf(running: ChildProcess): () => string {
  let tail = '';
  running.stderr!.setEncoding('utf8').on('data', (text: string) => (tail = (tail + text).slice(-LOG_CHARACTERS)));
  return () => tail;
}
