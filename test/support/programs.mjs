/// <reference types="node" /> -- for the JavaScript files, which no project of TypeScript includes
/**
 * Node loads this file first in the processes of the specs, and in the child processes and threads that these start. Code
 * that was not built names programs that are not there (`./run.child.js`): the built one takes its place where
 * GRAFT_TEST_BUILT says that the build is of these sources, since it starts in half the time; else the source.
 */
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const program = process.argv[1] ?? '';
if (program.endsWith('.js') && !existsSync(program)) {
  const built = join(import.meta.dirname, '../../dist', basename(program));
  if (process.env.GRAFT_TEST_BUILT && existsSync(built)) await run(built);
  else if (existsSync(sourceOf(program))) await runSource(sourceOf(program));
}

/** @param {string} path */
function sourceOf(path) {
  return path.replace(/\.js$/, '.ts');
}

/** @param {string} path */
async function runSource(path) {
  const { register } = await import('tsx/esm/api');
  register();
  await run(path);
}

/** Runs a program instead of the one that is missing, which Node would look for next. @param {string} path */
async function run(path) {
  await import(pathToFileURL(path).href);
  await new Promise(() => {}); // the program ends the process
}
