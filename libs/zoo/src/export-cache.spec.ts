import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { digestOf } from '#graft/storage';
import { ExportCache } from './export-cache.js';

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
  const cache = new ExportCache(folder);
  const [first, second] = await Promise.all([cache.file('a', bytes('hello')), cache.file('a', bytes('hello'))]);
  expect(second).toEqual(first);
  expect(await new ExportCache(folder).file('a', bytes('hello'))).toEqual(first);
  expect(made).toBe(1);
  expect(await readFile(first.path, 'utf8')).toBe('hello');
  expect(first).toMatchObject({ size: 5, digest: digestOf(new TextEncoder().encode('hello')) });
});

it('lets the least recently used go when there is too much', async () => {
  const cache = new ExportCache(folder, 10);
  const a = await cache.file('a', bytes('aaaa'));
  await cache.file('b', bytes('bbbb'));
  await cache.file('a', bytes('aaaa'));
  await cache.file('c', bytes('cccc'));
  const left = await readdir(folder);
  expect(left).toHaveLength(2);
  expect(left).toContain(a.path.slice(folder.length + 1));
});

it('leaves nothing of a file that could not be made, and makes it at the next try', async () => {
  const cache = new ExportCache(folder);
  const failing = async (path: string): Promise<never> => {
    await writeFile(path, 'half');
    throw new Error('the disk is full');
  };
  await expect(cache.file('a', failing)).rejects.toThrow('the disk is full');
  expect(await readdir(folder)).toEqual([]);
  expect(await cache.file('a', bytes('whole'))).toMatchObject({ size: 5 });
});

it('makes again what another server removed', async () => {
  const cache = new ExportCache(folder);
  const { path } = await cache.file('a', bytes('hello'));
  await rm(path);
  await cache.file('a', bytes('hello'));
  expect(await readFile(path, 'utf8')).toBe('hello');
});
