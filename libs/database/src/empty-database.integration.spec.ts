import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from './index.js';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'graft-empty-'))));
afterEach(() => rm(folder, { recursive: true }));

it('is placed whole, though an earlier start was killed in the middle of it', async () => {
  const half = join(folder, 'database.new');
  await mkdir(half);
  await writeFile(join(half, 'PG_VERSION'), '17\n');
  const opened = await openDatabase({ dataDir: folder });
  expect(await opened.database.account.count()).toBe(0);
  await opened.close();
  expect(await readdir(folder)).toEqual(['database', 'database.lock']);
});
