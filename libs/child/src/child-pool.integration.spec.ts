import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { ChildPool, type PoolOptions } from './child-pool.js';
import type { Task } from './testing/ordered.child.js';

interface Told {
  pid: number;
  name: string;
  held: number;
}

const MOST: PoolOptions = { most: 2, idleMs: 60_000, memoryMb: 500, timeoutMs: 20_000 };

let pool: ChildPool<Task, Told>;
const open = (options: Partial<PoolOptions> = {}) => {
  const program = new URL('./testing/ordered.child.js', import.meta.url);
  pool = new ChildPool(program, { name: 'settings' }, { ...MOST, ...options });
};
afterEach(() => pool.close());

const KEEP_MB = 200;
const run = (what: Task['what']) => pool.run({ what }, KEEP_MB);
const tell = () => run('tell');
const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

it('gives its processes their settings, and one order after the other', async () => {
  open({ most: 1 });
  const told: Told[] = await Promise.all([tell(), tell(), tell()]);
  expect(new Set(told.map(({ pid }) => pid)).size).toBe(1);
  expect(told.at(-1)!.name).toBe('settings');
});

it('starts no more processes than it may', async () => {
  open();
  const told = await Promise.all([tell(), tell(), tell(), tell()]);
  expect(new Set(told.map(({ pid }) => pid)).size).toBe(2);
});

it('throws what the program threw, and keeps the process', async () => {
  open({ most: 1 });
  const { pid } = await tell();
  await expect(run('refuse')).rejects.toMatchObject({ type: 'model-refused' });
  expect((await tell()).pid).toBe(pid);
});

it('ends a process without work, and starts another when there is some', async () => {
  open({ most: 1, idleMs: 100 });
  const { pid } = await tell();
  await sleep(300);
  expect(isAlive(pid)).toBe(false);
  expect((await tell()).pid).not.toBe(pid);
});

it('ends a process that holds too much memory after an order', async () => {
  open({ most: 1 });
  const [grown, next] = await Promise.all([run('grow'), tell()]);
  expect(grown.held).toBeGreaterThan(0);
  expect(next.held).toBe(0);
  expect(isAlive(grown.pid)).toBe(false);
});

it('keeps a process that holds no more than the order allows', async () => {
  open({ most: 1 });
  const grown = await pool.run({ what: 'grow' }, 2 * KEEP_MB);
  expect((await tell()).pid).toBe(grown.pid);
});

it.each([
  ['swell', 'out-of-memory'],
  ['crash', 'child-died'],
  ['hang', 'timed-out'],
] as const)('survives an order that makes its process %s', async (what, type) => {
  open({ most: 1, timeoutMs: 5000 });
  const [bad, good] = await Promise.allSettled([run(what), tell()]);
  expect(bad).toMatchObject({ status: 'rejected', reason: { type } });
  expect(good).toMatchObject({ status: 'fulfilled' });
});

it('fails what is under way and what waits when it is closed', async () => {
  open({ most: 1 });
  const { pid } = await tell();
  const orders = Promise.allSettled([run('hang'), tell()]);
  await pool.close();
  expect((await orders).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(isAlive(pid)).toBe(false);
});
