import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tinyNetwork } from '../../../zoo/src/testing/test-zoo.js';
import { openBundle } from '../bundle.js';
import { type LocalFile, textOf } from '../files.js';
import { planIndexing } from '../indexing/plan.js';
import { readModel } from '../read-model.js';
import { formatOf, type ImportFormat, importFormats, importList } from './index.js';

/** Names a file that holds the seed of a tiny network. A new format is one such object and one line, in the registry. */
const toy: ImportFormat = {
  name: 'toy',
  notes: 'a seed',
  extensions: ['.toy'],
  partExtensions: ['.seed'],
  recognises: ({ head }) => head.startsWith('TOY '),
  parts: async (main) => [(await textOf(main)).slice('TOY '.length)],
  read: async (_main, parts) => tinyNetwork(Number(await textOf([...parts.values()][0]!))),
};

let folder: string;
beforeAll(async () => {
  importFormats.push(toy);
  folder = await mkdtemp(join(tmpdir(), 'graft-formats-'));
});
afterAll(async () => {
  importFormats.splice(importFormats.indexOf(toy), 1);
  await rm(folder, { recursive: true });
});

async function file(name: string, text: string): Promise<LocalFile> {
  const path = join(folder, name);
  await writeFile(path, text);
  return { name, path, size: text.length };
}

it('recognises and reads a new format, with its parts and what lies beside it', async () => {
  const files = [await file('a.toy', 'TOY a.seed'), await file('a.seed', '7'), await file('labels.txt', 'cat\ndog\n')];
  expect(await formatOf(files[0]!)).toBe(toy);
  const { main, format, beside } = await openBundle(files, folder, 1000);
  const model = await readModel(main, format, beside, {});
  expect(model).toMatchObject({ format: 'toy', labels: { value: ['cat', 'dog'], from: 'labels.txt' } });
  expect(model.network).toEqual(tinyNetwork(7));
  expect(model.files.map(({ name }) => name)).toEqual(['a.toy', 'a.seed', 'labels.txt']);
});

it('names a new format where no file is in any', async () => {
  const files = [await file('notes.txt', 'nothing'), await file('photo.jpg', 'none')];
  await expect(openBundle(files, folder, 1000)).rejects.toMatchObject({
    extras: { accepted: ['tfjs-layers', 'keras-hdf5', 'keras-v3', 'toy'] },
  });
});

it('indexes a new format, with its parts', () => {
  const objects = ['cats/a.toy', 'cats/a.seed', 'dogs.keras', 'photo.jpg'].map((key) => ({ key, size: 1, etag: key }));
  const { read, ignored } = planIndexing(objects, [], 'reader');
  expect(read.map(({ main, objects: own }) => [main, ...own.map(({ key }) => key)])).toEqual([
    ['cats/a.toy', 'cats/a.toy', 'cats/a.seed'],
    ['dogs.keras', 'dogs.keras'],
  ]);
  expect(ignored).toBe(1);
});

it('lists a new format for the programs that send models', () => {
  expect(importList()).toMatchObject({
    extensions: ['.json', '.h5', '.hdf5', '.keras', '.toy'],
    partExtensions: ['.bin', '.seed'],
  });
});
