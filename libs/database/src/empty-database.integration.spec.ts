import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { placeEmptyDatabase } from './empty-database.js';
import { openDatabase } from './index.js';
import { keptDatabase } from './testing/kept-database.js';

let dataDir: string;
let folder: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'graft-empty-'));
  folder = join(dataDir, 'database');
});
afterEach(() => rm(dataDir, { recursive: true }));

/** Which `initdb` made a database: its control file begins with that number. */
const identity = async (database: string) =>
  (await readFile(join(database, 'global/pg_control'))).readBigUInt64LE().toString();

async function expectUsable(): Promise<void> {
  const opened = await openDatabase({ dataDir });
  expect(await opened.database.account.count()).toBe(0);
  await opened.close();
  expect(await readdir(dataDir)).toEqual(['database', 'database.lock']);
}

it('is a copy of the one that the build has made', async () => {
  const kept = await keptDatabase();
  await placeEmptyDatabase(folder, kept);
  expect(await identity(folder)).toBe(await identity(kept));
  await expectUsable();
});

it('is made where the build has made none, and placed whole, though an earlier start was killed in the middle of it', async () => {
  const half = `${folder}.new`;
  await mkdir(half);
  await writeFile(join(half, 'PG_VERSION'), '17\n');
  await placeEmptyDatabase(folder, join(dataDir, 'missing'));
  expect(await identity(folder)).not.toBe(await identity(await keptDatabase()));
  await expectUsable();
});
