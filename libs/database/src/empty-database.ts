import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { closeToOthers } from '#graft/config';
import { migratePglite, migrationsFolder, readMigrations } from './migrate.js';
import { startPglite } from './pglite.js';

/**
 * Puts an empty, migrated database at a path: all of it or nothing. Making one takes 5 s of processor time, copying one
 * 0.2 s, so `npm run build` keeps one (40 MB, in node_modules/.cache) to be copied from.
 */
export async function placeEmptyDatabase(folder: string): Promise<void> {
  const kept = await keptPath();
  const half = `${folder}.new`;
  await rm(half, { recursive: true, force: true }); // of a process that was killed at it
  await (existsSync(kept) ? cp(kept, half, { recursive: true }) : make(half));
  closeToOthers(half); // initdb creates files that all users can write, whatever the umask
  await rename(half, folder);
}

/** Makes the one that others are copied from, where it is missing. */
export async function keepEmptyDatabase(): Promise<void> {
  const kept = await keptPath();
  if (existsSync(kept)) return;
  const half = `${kept}.${process.pid}`;
  await mkdir(dirname(kept), { recursive: true });
  await make(half);
  await rename(half, kept).catch(() => rm(half, { recursive: true })); // another process was faster
}

async function make(folder: string): Promise<void> {
  const pglite = startPglite(folder);
  try {
    await migratePglite(pglite);
  } finally {
    await pglite.close();
  }
}

/** Names what an empty database depends on: PGlite's version and the migrations. */
async function keptPath(): Promise<string> {
  const folder = migrationsFolder();
  const pglite = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const hash = createHash('sha256').update(await readFile(join(dirname(pglite), '..', 'package.json')));
  for (const { checksum } of await readMigrations(folder)) hash.update(checksum);
  return join(dirname(dirname(folder)), 'node_modules/.cache/graft', `database-${hash.digest('hex').slice(0, 16)}`);
}
