import { Worker } from 'node:worker_threads';
import { entryOf } from './entry.js';

/**
 * Runs a program in a thread of its own, as `runInChild` does in a process.
 * @param program like `new URL('./decode.worker.js', import.meta.url)`
 * @param workerData what the program finds under that name: plain data
 */
export function startThread(program: URL, workerData: object): Worker {
  const { path, execArgv } = entryOf(program);
  if (execArgv.length === 0) return new Worker(path, { workerData, execArgv: [] });
  const typescript = new URL('./testing/typescript.worker.mjs', import.meta.url);
  return new Worker(typescript, { argv: [path], execArgv: ['--conditions', 'graft-src'], workerData });
}
