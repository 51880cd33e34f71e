import { mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { parseSource } from '#graft/config';
import { type ObjectSource, openObjectSource } from './index.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'graft-source-'));
  return () => rm(folder, { recursive: true });
});

const open = (path: string) => openObjectSource(parseSource(path), {});

async function keysOf(source: ObjectSource): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of source.list()) keys.push(key);
  return keys;
}

async function read(source: ObjectSource, key: string): Promise<string> {
  const path = join(folder, 'saved');
  await rm(path, { force: true });
  await source.save(key, path);
  return readFile(path, 'utf8');
}

it('lists files in the order of their keys, with etags that change with the file', async () => {
  const models = join(folder, 'models');
  await mkdir(join(models, 'a'), { recursive: true });
  for (const name of ['a/model.json', 'a.json', 'ä', 'b', 'odd\nname']) await writeFile(join(models, name), name);
  const source = await open(models);
  expect(await keysOf(source)).toEqual(['a.json', 'a/model.json', 'b', 'ä']);
  const etags = async () => {
    const found: Record<string, string> = {};
    for await (const { key, etag } of source.list()) found[key] = etag;
    return found;
  };
  const before = await etags();
  await writeFile(join(models, 'b'), 'c');
  const after = await etags();
  expect(Object.keys(after).filter((key) => after[key] !== before[key])).toEqual(['b']);
  expect(await read(source, 'a/model.json')).toBe('a/model.json');
});

it('follows no link out of the folder, and no key', async () => {
  const inside = join(folder, 'inside');
  await mkdir(join(inside, 'sub'), { recursive: true });
  await mkdir(join(folder, 'inside-out'));
  await writeFile(join(folder, 'secret'), 'secret');
  await writeFile(join(folder, 'inside-out', 'secret'), 'secret');
  await writeFile(join(inside, 'sub', 'file'), 'file');
  await symlink('../secret', join(inside, 'out'));
  await symlink('../inside-out/secret', join(inside, 'beside'));
  await symlink('..', join(inside, 'up'));
  await symlink('sub/file', join(inside, 'link'));
  await symlink('nowhere', join(inside, 'dangling'));
  const source = await open(inside);
  expect(await keysOf(source)).toEqual(['link', 'sub/file']);
  const keys = [
    'out',
    'beside',
    'up/secret',
    '../secret',
    'sub/../../secret',
    '/etc/passwd',
    './link',
    'dangling',
    'x\0',
  ];
  for (const key of [...keys, 'sub/file/x', ''])
    await expect(source.save(key, join(folder, 'saved'))).rejects.toMatchObject({ type: 'not-found' });
  expect(await read(source, 'link')).toBe('file');
});

it('stays in the folder that it was opened with, whatever is put in its place', async () => {
  await mkdir(join(folder, 'real'));
  await mkdir(join(folder, 'secrets'));
  for (const name of ['real', 'secrets']) await writeFile(join(folder, name, 'a'), name);
  await symlink('real', join(folder, 'link'));
  const source = await open(join(folder, 'link'));
  expect(source.address).toEqual({ kind: 'folder', path: join(folder, 'real') });
  await rm(join(folder, 'link'));
  await symlink('secrets', join(folder, 'link'));
  expect(await read(source, 'a')).toBe('real');
  await rename(join(folder, 'real'), join(folder, 'moved'));
  await symlink('secrets', join(folder, 'real'));
  await expect(source.save('a', join(folder, 'saved'))).rejects.toMatchObject({ type: 'not-found' });
});

it('says what is not there, what is no folder, and what cannot be read', async () => {
  await writeFile(join(folder, 'file'), '');
  await expect(open(join(folder, 'none'))).rejects.toMatchObject({ type: 'not-found' });
  await expect(open(join(folder, 'file'))).rejects.toThrow(/is a file/);
  await expect(openObjectSource(parseSource('s3://bucket/x'), {})).rejects.toThrow(/S3_ENDPOINT/);
  const models = join(folder, 'models');
  await mkdir(models);
  const source = await open(models);
  await mkdir(join(models, 'a'));
  await expect(source.save('a', join(folder, 'saved'))).rejects.toMatchObject({
    name: 'ObjectUnreadable',
    detail: expect.stringMatching(/^a cannot be read: /) as string,
  });
  await rm(models, { recursive: true });
  await expect(source.check()).rejects.toMatchObject({
    type: 'unavailable',
    detail: expect.stringMatching(/ENOENT/) as string,
  });
  await expect(keysOf(source)).rejects.toMatchObject({ type: 'unavailable' });
});
