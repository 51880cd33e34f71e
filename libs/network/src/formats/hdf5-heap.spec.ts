import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { withHdf5 } from './hdf5.js';
import { misfitInHeaps } from './hdf5-heap.js';

const sound = readFileSync('test/fixtures/hdf5/odd.h5');
const heap = sound.indexOf('GCOL');

it('finds nothing in a sound file', () => {
  expect(heap).toBeGreaterThan(0);
  expect(misfitInHeaps(sound)).toBe(-1);
});

// On these the HDF5 library never comes back.
it.each([
  ['free space of no length', (file: Buffer) => file.fill(0, heap + 16, heap + 32)],
  ['an object of 2^60 bytes', (file: Buffer) => file.writeBigUInt64LE(2n ** 60n, heap + 24)],
])('refuses %s, naming the place', async (_, damage) => {
  const file = Buffer.from(sound);
  damage(file);
  await expect(withHdf5(file, 'bad.h5', () => null)).rejects.toThrow(`bad.h5: byte ${heap + 16}: a heap of texts`);
});
