import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { TooManyRequests } from '#graft/problems';
import { digestOf } from '#graft/storage';
import { ExportCache } from './cache.js';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'graft-exports-'))));
afterEach(() => rm(folder, { recursive: true }));

let made = 0;
const bytes = (text: string) => async (path: string) => {
  made++;
  await writeFile(path, text);
  return digestOf(new TextEncoder().encode(text));
};

it('makes a file once, also for those who ask meanwhile and after a restart', async () => {
  made = 0;
  const cache = new ExportCache(folder, 1000);
  const [first, second] = await Promise.all([cache.file('a', 5, bytes('hello')), cache.file('a', 5, bytes('hello'))]);
  expect(second).toEqual(first);
  expect(await new ExportCache(folder, 1000).file('a', 5, bytes('hello'))).toEqual(first);
  expect(made).toBe(1);
  expect(await readFile(first.path, 'utf8')).toBe('hello');
  expect(first).toMatchObject({ size: 5, digest: digestOf(new TextEncoder().encode('hello')) });
});

it('lets the least recently used go when there is too much', async () => {
  const cache = new ExportCache(folder, 10);
  const a = await cache.file('a', 5, bytes('aaaa'));
  await cache.file('b', 4, bytes('bbbb'));
  await cache.file('a', 5, bytes('aaaa'));
  await cache.file('c', 4, bytes('cccc'));
  const left = await readdir(folder);
  expect(left).toHaveLength(2);
  expect(left).toContain(a.path.slice(folder.length + 1));
});

it('leaves nothing of a file that could not be made, and makes it at the next try', async () => {
  const cache = new ExportCache(folder, 1000);
  const failing = async (path: string): Promise<never> => {
    await writeFile(path, 'half');
    throw new Error('the disk is full');
  };
  await expect(cache.file('a', 5, failing)).rejects.toThrow('the disk is full');
  expect(await readdir(folder)).toEqual([]);
  expect(await cache.file('a', 5, bytes('whole'))).toMatchObject({ size: 5 });
});

it('makes again what another server removed', async () => {
  const cache = new ExportCache(folder, 1000);
  const { path } = await cache.file('a', 5, bytes('hello'));
  await rm(path);
  await cache.file('a', 5, bytes('hello'));
  expect(await readFile(path, 'utf8')).toBe('hello');
});

it('counts what is being written, and makes room before it is', async () => {
  const cache = new ExportCache(folder, 10);
  await cache.file('a', 6, bytes('aaaaaa'));
  let before: string[] = [];
  await cache.file('b', 6, async (path, makeRoom) => {
    await makeRoom();
    before = await readdir(folder);
    return bytes('bbbbbb')(path);
  });
  expect(before).toEqual([]);
});

it('asks again for a file whose first reader was turned away', async () => {
  const cache = new ExportCache(folder, 1000);
  const turnedAway = () => Promise.reject(new TooManyRequests('Too many.', { retryAfter: 1 }));
  const [first, second] = await Promise.allSettled([
    cache.file('a', 5, turnedAway),
    cache.file('a', 5, bytes('hello')),
  ]);
  expect(first).toMatchObject({ status: 'rejected' });
  expect(second).toMatchObject({ status: 'fulfilled', value: { size: 5 } });
});

it('removes what a process that was killed left behind', async () => {
  await writeFile(join(folder, 'old.part'), '');
  await writeFile(join(folder, 'new.part'), '');
  await utimes(join(folder, 'old.part'), 0, 0);
  await new ExportCache(folder, 1000).file('a', 5, bytes('hello'));
  const left = await readdir(folder);
  expect(left).toHaveLength(2);
  expect(left).toContain('new.part');
});

it.each([
  ['flipped', 'jello'],
  ['cut short', 'hell'],
])('makes again what was %s on the disk', async (_, damaged) => {
  const { path } = await new ExportCache(folder, 1000).file('a', 5, bytes('hello'));
  await writeFile(path, damaged);
  made = 0;
  const cache = new ExportCache(folder, 1000);
  expect(await cache.file('a', 5, bytes('hello'))).toMatchObject({ size: 5 });
  expect([made, await readFile(path, 'utf8')]).toEqual([1, 'hello']);
  await cache.file('a', 5, bytes('hello'));
  expect(made).toBe(1);
});
