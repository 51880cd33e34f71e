import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { writeKerasHdf5 } from '#graft/network';
import { LocalBlobStore, readWhole } from '#graft/storage';
import type { LocalFile } from './files.js';
import { formatOf } from './formats/index.js';
import { readModel } from './read-model.js';
import { tinyNetwork } from '../../zoo/src/testing/test-zoo.js';

// Files of more than 2 GiB, most of it holes that take no room on the disk; each is in memory once.
vi.setConfig({ testTimeout: 300_000 });

const GIB = 1024 ** 3;
const LARGE = 2 * GIB + 4096;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'graft-large-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(name: string, bytes: Uint8Array | string, size = LARGE): Promise<LocalFile> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  await truncate(path, size);
  return { name, path, size };
}

it('reads a Keras file of more than 2 GiB', async () => {
  const file = await fileOf('large.h5', await writeKerasHdf5(tinyNetwork(1)));
  const format = await formatOf(file);
  expect(format?.name).toBe('keras-hdf5');
  const { network } = await readModel(file, format!, () => Promise.resolve(null), {});
  expect(network.layers.map(({ name }) => name)).toEqual(tinyNetwork(1).layers.map(({ name }) => name));
});

it('refuses what no memory holds, and text that no string holds, naming the file and the limit', async () => {
  const huge = await fileOf('huge.bin', '', 4 * GIB + 1);
  await expect(readWhole(huge.path, huge.name)).rejects.toMatchObject({
    type: 'too-large',
    detail: `huge.bin has ${4 * GIB + 1} bytes. Files of at most ${4 * GIB} bytes can be read.`,
  });
  const json = await fileOf('model.json', '{"modelTopology":{},"weightsManifest":[]}', GIB);
  const format = await formatOf(json);
  await expect(readModel(json, format!, () => Promise.resolve(null), {})).rejects.toMatchObject({
    type: 'too-large',
    detail: expect.stringMatching(/^model\.json has 1073741824 bytes\. Files of at most \d+ bytes/) as string,
  });
});

it('stores and reads a blob of more than 2 GiB', async () => {
  const bytes = new Uint8Array(LARGE);
  bytes.set([1, 2, 3], LARGE - 3);
  const blobs = new LocalBlobStore(join(folder, 'blobs'));
  // As sha256sum says of such a file.
  const digest = 'sha256:9a7e67140a72340ee6895d8d7fef8a8e1ac30f2461faf36a2eb2b144279005e2';
  expect(await blobs.put(bytes)).toEqual({ digest, size: LARGE });
  expect(await blobs.read(digest)).toHaveLength(LARGE); // checked against the digest
});
