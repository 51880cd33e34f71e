import { readdirSync, statSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runInChild } from '#graft/child';
import { Config } from '#graft/config';
import { writeKerasHdf5, writeKerasV3 } from '#graft/network';
import { digits } from '../libs/network/src/testing/keras-files.js';
import { writtenFiles } from '../libs/network/src/testing/models.js';
import type { FuzzResult, FuzzTask } from './fuzz.child.js';
import { sharedData } from './support/require.js';

const MUTANTS = 800;
/** Larger files take long, and have no other places to damage. */
const LARGEST_BYTES = 2 * 1024 ** 2;
const SEED = 20261124;

const models = sharedData('models');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'graft-fuzz-'));
  const { modelJson, shards } = writtenFiles(digits());
  await writeFile(join(folder, 'digits.h5'), await writeKerasHdf5(digits()));
  await writeFile(join(folder, 'digits.keras'), await writeKerasV3(digits()));
  await writeFile(join(folder, 'model.json'), JSON.stringify(modelJson));
  await writeFile(join(folder, 'weights.bin'), shards('weights.bin')!);
});
afterAll(() => rm(folder, { recursive: true }));

// Readers of damaged files: a network or a refusal; never a hang, a crash or an error of another kind.
it('reads mutants of files, or refuses them', { timeout: 300_000 }, async () => {
  const files = [folder, ...(models === null ? [] : [models])].flatMap(filesIn);
  const task: FuzzTask = { files, seed: SEED, mutants: MUTANTS };
  let last = 'none';
  const outcome = await runInChild<FuzzResult>(new URL('./fuzz.child.js', import.meta.url), task, {
    memoryMb: new Config().childMemoryMb, // HDF5 may ask for 1 GB where a size is damaged, and then refuse the file
    timeoutMs: 280_000,
    onMessage: (_, data) => {
      last = (data as { mutant: string }).mutant;
      return Promise.resolve();
    },
  }).catch((error: Error) => {
    throw new Error(`${last}: ${error.message}`, { cause: error });
  });
  expect(outcome.foreign).toEqual([]);
  expect(outcome.networks).toBeGreaterThan(100);
  expect(outcome.problems).toBeGreaterThan(100);
});

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => /_model\.h5$|\.hdf5$|\.keras$|model\.json$|(?<!_outputs|weights)\.h5$/.test(path))
    .filter((path) => statSync(path).isFile() && statSync(path).size <= LARGEST_BYTES)
    .sort();
}
