import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { filesBelow, zipFiles } from './archive.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'graft-archive-'));
  for (const name of ['cat/1.jpg', 'cat/2.jpg', 'dog/1.jpg', '.DS_Store', '.git/config']) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), name);
  }
  await symlink('/etc/passwd', join(folder, 'cat/3.jpg'));
  await symlink('/etc', join(folder, 'fish'));
});
afterAll(() => rm(folder, { recursive: true }));

it('takes visible files and follows no links', async () => {
  const files = await filesBelow(folder);
  expect(files.map((file) => relative(folder, file)).sort()).toEqual(['cat/1.jpg', 'cat/2.jpg', 'dog/1.jpg']);
});

it('makes the same bytes of the same files, whatever their order', async () => {
  const files = await filesBelow(folder);
  const [one, other] = [await zipFiles(folder, files), await zipFiles(folder, files.toReversed())];
  expect(await readFile(one.file)).toEqual(await readFile(other.file));
  await Promise.all([one.remove(), other.remove()]);
});

it('leaves nothing behind when a file cannot be read', async () => {
  await expect(zipFiles(folder, [join(folder, 'gone.jpg')])).rejects.toThrow('gone.jpg');
});
