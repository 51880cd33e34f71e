import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { placeEmptyDatabase } from '../empty-database.js';
import { openDatabase, type OpenedDatabase } from '../index.js';
import { migrationsFolder, readMigrations } from '../migrate.js';

const CACHE = resolve(import.meta.dirname, '../../../../node_modules/.cache/graft');

/** An empty, migrated database for the build and the tests to copy: made once per version of PGlite and set of migrations. */
export async function keptDatabase(): Promise<string> {
  const kept = join(CACHE, `database-${(await digestOfSources()).slice(0, 16)}`);
  if (existsSync(kept)) return kept;
  await mkdir(CACHE, { recursive: true });
  const half = `${kept}.${process.pid}`;
  await placeEmptyDatabase(half);
  await rename(half, kept).catch(() => rm(half, { recursive: true })); // another process was faster
  return kept;
}

/** Gives a data folder an empty database if it has none: faster than its first start would. */
export async function placeKeptDatabase(dataDir: string): Promise<void> {
  const folder = join(dataDir, 'database');
  if (!existsSync(folder)) await placeEmptyDatabase(folder, await keptDatabase());
}

/** An empty embedded database in a folder of its own, which closing it removes. */
export async function openThrowAway(): Promise<OpenedDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'graft-database-'));
  await placeKeptDatabase(dataDir);
  const opened = await openDatabase({ dataDir });
  const close = () => opened.close().then(() => rm(dataDir, { recursive: true }));
  return { ...opened, close };
}

async function digestOfSources(): Promise<string> {
  const pglite = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const hash = createHash('sha256').update(await readFile(join(dirname(pglite), '..', 'package.json')));
  for (const { checksum } of await readMigrations(migrationsFolder())) hash.update(checksum);
  return hash.digest('hex');
}
