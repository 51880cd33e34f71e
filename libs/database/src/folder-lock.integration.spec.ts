import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lockFolder } from './folder-lock.js';
import { openDatabase } from './index.js';

let folder: string;
let lock: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'graft-lock-'));
  lock = join(folder, 'database.lock');
});
afterEach(() => rm(folder, { recursive: true }));

const sleeper = () => spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)']);

it("is one process's, and free again afterwards", async () => {
  const unlock = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toThrow(new RegExp(`open in process ${process.pid} since \\d{4}-`));
  await unlock();
  expect(await readdir(folder)).toEqual([]);
  await (
    await lockFolder(folder)
  )();
});

it('is respected while its process lives, taken over once it is dead', async () => {
  const other = sleeper();
  await writeFile(lock, JSON.stringify({ pid: other.pid, ticks: null, since: '2026-01-01' }));
  await expect(lockFolder(folder)).rejects.toMatchObject({ type: 'unavailable', extras: { received: other.pid } });
  other.kill('SIGKILL');
  await once(other, 'exit');
  const unlock = await lockFolder(folder);
  expect(JSON.parse(await readFile(lock, 'utf8'))).toMatchObject({ pid: process.pid });
  await unlock();
});

it('is not mistaken for that of a later process with the same number', async () => {
  await writeFile(lock, JSON.stringify({ pid: process.pid, ticks: '1', since: '2026-01-01' }));
  await (
    await lockFolder(folder)
  )();
});

it('is taken over when it was never written to the end', async () => {
  await writeFile(lock, '{"pid":');
  await (
    await lockFolder(folder)
  )();
});

it('guards the embedded database, which keeps what it was given', async () => {
  const first = await openDatabase({ dataDir: folder });
  await expect(openDatabase({ dataDir: folder })).rejects.toThrow(/GRAFT_DATA.*DATABASE_URL/);
  await first.database.account.create({ data: { name: 'kept' } });
  await first.close();
  const second = await openDatabase({ dataDir: folder });
  expect(await second.database.account.count()).toBe(1);
  await second.close();
});
