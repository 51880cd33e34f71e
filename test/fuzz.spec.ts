import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runInChild } from '#graft/child';
import type { FuzzResult, FuzzTask } from './fuzz.child.js';
import { sharedData } from './support/require.js';

const MUTANTS = 800;
/** Larger files take long, and have no other places to damage. */
const LARGEST_BYTES = 2 * 1024 ** 2;
const SEED = 20261124;

const models = sharedData('models');
const files = models === null ? [] : filesIn(models);

// Readers of damaged files: a network or a refusal; never a hang, a crash or an error of another kind.
it.skipIf(files.length === 0)('reads mutants of real files, or refuses them', { timeout: 300_000 }, async () => {
  const task: FuzzTask = { files, seed: SEED, mutants: MUTANTS };
  let last = 'none';
  const outcome = await runInChild<FuzzResult>(new URL('./fuzz.child.js', import.meta.url), task, {
    memoryMb: 1024,
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
