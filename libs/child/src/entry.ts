import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** A program for `child_process.fork`. */
export interface Entry {
  path: string;
  execArgv: string[];
}

/**
 * The program that a URL like `new URL('./run.child.js', import.meta.url)` names: the built file, or the TypeScript
 * beside the caller where the caller was not built (tests), run by tsx. With GRAFT_TEST_BUILT set, which says that the
 * build is of these sources, such a caller gets the built file, too: it starts in half the time.
 * @throws if neither is there
 */
export function entryOf(child: URL): Entry {
  const path = fileURLToPath(child);
  if (existsSync(path)) return { path, execArgv: [] };
  const built = path.replace(/\/libs\/.*\//, '/dist/');
  const { GRAFT_TEST_BUILT } = process.env; // oxlint-disable-line no-restricted-properties -- not of the product
  if (GRAFT_TEST_BUILT && existsSync(built)) return { path: built, execArgv: [] };
  const source = path.replace(/\.js$/, '.ts');
  if (!existsSync(source)) throw new Error(`Neither ${path} nor ${source} exists: is the build complete?`);
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  return { path: source, execArgv: ['--conditions', 'graft-src', '--import', tsx] };
}
