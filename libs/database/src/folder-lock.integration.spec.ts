import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { placeKeptDatabase } from './testing/kept-database.js';
import { lockFolder } from './folder-lock.js';
import { openDatabase } from './index.js';
import type { Answer, Order } from './testing/locker.child.js';

let folder: string;
let lock: string;
let started: ChildProcess[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'graft-lock-'));
  lock = join(folder, 'database.lock');
  started = [];
});
afterEach(async () => {
  for (const child of started) child.kill('SIGKILL');
  await rm(folder, { recursive: true });
});

async function locker(): Promise<ChildProcess> {
  const child = fork(new URL('./testing/locker.child.js', import.meta.url), [folder]);
  started.push(child);
  await once(child, 'message');
  return child;
}

async function order(child: ChildProcess, what: Order): Promise<Answer> {
  const answer = once(child, 'message');
  child.send(what);
  return ((await answer) as [Answer])[0];
}

/** All of them try at the same moment. @returns those that have the lock */
async function race(children: ChildProcess[]): Promise<ChildProcess[]> {
  const at = Date.now() + 2;
  const answers = await Promise.all(children.map((child) => order(child, { what: 'take', at })));
  return children.filter((_, index) => answers[index] === 'taken');
}

async function killed(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

const words = (pid: number) => JSON.stringify({ pid, host: 'graft-1', since: '2026-01-01' });

it("is one process's, named to the others, and free again afterwards", async () => {
  const unlock = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toThrow(new RegExp(`open in process ${process.pid} on \\S+ since \\d{4}-`));
  unlock();
  expect(await readFile(lock, 'utf8')).toBe('');
  (await lockFolder(folder))();
});

it(
  'has one holder in each of 1,000 races of three processes for what a dead one left',
  { timeout: 180_000 },
  async () => {
    const children = await Promise.all([locker(), locker(), locker()]);
    for (let round = 0; round < 1000; round++) {
      await writeFile(lock, words(999_999));
      const holders = await race(children);
      expect(holders, `round ${round}`).toHaveLength(1);
      await order(holders[0]!, { what: 'release' });
    }
  },
);

it('is taken over from a process that was killed, by one of two', async () => {
  const holder = await locker();
  const others = await Promise.all([locker(), locker()]);
  expect(await race([holder])).toEqual([holder]);
  expect(await race(others)).toEqual([]);
  await killed(holder);
  expect(await race(others)).toHaveLength(1);
});

it('is not passed on to child processes that outlive their parent', async () => {
  const parent = await locker();
  await race([parent]);
  const orphan = (await order(parent, { what: 'fork' })) as number;
  await killed(parent);
  process.kill(orphan, 0); // it lives
  (await lockFolder(folder))();
  process.kill(orphan, 'SIGKILL');
});

it('does not believe words in the file, such as those of a container that had the same process number', async () => {
  await writeFile(lock, words(process.pid));
  const unlock = await lockFolder(folder);
  expect(JSON.parse(await readFile(lock, 'utf8'))).not.toMatchObject({ host: 'graft-1' });
  unlock();
  await writeFile(lock, '{"pid":');
  (await lockFolder(folder))();
});

it('guards the embedded database, which keeps what it was given', async () => {
  await placeKeptDatabase(folder);
  const first = await openDatabase({ dataDir: folder });
  await expect(openDatabase({ dataDir: folder })).rejects.toThrow(/GRAFT_DATA.*DATABASE_URL/);
  await first.database.account.create({ data: { name: 'kept' } });
  await first.close();
  const second = await openDatabase({ dataDir: folder });
  expect(await second.database.account.count()).toBe(1);
  await second.close();
});
