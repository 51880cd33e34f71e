import { fork, type ChildProcess } from 'node:child_process';
import { Problem } from '#graft/problems';
import { ChildDied, OutOfMemory } from './child-problems.js';
import { entryOf } from './entry.js';
import type { FromChild, ToChild } from './protocol.js';

/** Kept of what a child wrote to standard error. */
const LOG_CHARACTERS = 4000;

/** None outlives this process; one whose parent is killed ends by itself (`serveChild`). */
const living = new Set<ChildProcess>();
process.on('exit', () => living.forEach((child) => child.kill('SIGKILL')));

/** How a child's work ended. */
export type Outcome<R> = { result: R } | { error: Error };

/**
 * @param child like `new URL('./run.child.js', import.meta.url)`
 * @param environment variables beside those of this process
 */
export function startProcess(child: URL, memoryMb: number | undefined, environment = {}): ChildProcess {
  const { path, execArgv } = entryOf(child);
  const running = fork(path, {
    env: { ...process.env, ...environment }, // oxlint-disable-line no-restricted-properties -- handed on, not read
    execArgv: [...execArgv, ...(memoryMb === undefined ? [] : [`--max-old-space-size=${memoryMb}`])],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  living.add(running);
  return running.once('close', () => living.delete(running));
}

/** A message to a child that has just ended is lost; its end is reported anyway. */
export function send(running: ChildProcess, message: ToChild): void {
  if (running.connected) running.send(message, () => {});
}

export function outcomeOf<R>(message: Exclude<FromChild, { kind: 'emitted' }>): Outcome<R> {
  if (message.kind === 'result') return { result: message.result as R };
  if (message.kind === 'problem') return { error: Problem.from(message.problem) };
  return { error: Object.assign(new Error(message.message), { stack: message.stack }) };
}

/**
 * Why a child ended without a result. The kernel kills what uses up the memory; V8 and native libraries abort. One that
 * was ended from outside was not at fault, so that is no Problem: the job may be tried again.
 */
export function deathOf(code: number | null, how: NodeJS.Signals | null, memoryMb = Infinity, log: string): Error {
  if (how === 'SIGKILL' || how === 'SIGABRT' || code === 134) return new OutOfMemory(memoryMb);
  if (how === 'SIGTERM' || how === 'SIGINT' || how === 'SIGHUP') return new Error(`The process was ended by ${how}.`);
  return new ChildDied(how ?? `exit code ${code}`, log);
}

/** Keeps the end of what a child writes to standard error. */
export function tailOf(running: ChildProcess): () => string {
  let tail = '';
  running.stderr!.setEncoding('utf8').on('data', (text: string) => (tail = (tail + text).slice(-LOG_CHARACTERS)));
  return () => tail;
}
