import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withHdf5, type Hdf5Dataset, type Hdf5Group } from './hdf5.js';

// Made by test/fixtures/hdf5/make.py with h5py.
const fixture = (name: string) => readFileSync(`test/fixtures/hdf5/${name}.h5`);
const dataset = (root: Hdf5Group, name: string) => root.get(name) as Hdf5Dataset;

describe('odd but valid', () => {
  const read = <T>(look: (root: Hdf5Group) => T) => withHdf5(fixture('odd'), 'odd.h5', look);

  it.each(['big_endian', 'packed'])('reads %s as float32', async (name) => {
    const { dtype, shape, bytes } = await read((root) => ({
      ...dataset(root, name),
      bytes: dataset(root, name).bytes(),
    }));
    expect({ dtype, shape }).toEqual({ dtype: 'float32', shape: [2, 3] });
    expect([...new Float32Array(bytes.buffer)]).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('keeps float16, float64 and scalars as they lie', async () => {
    await read((root) => {
      expect([...new Uint16Array(dataset(root, 'float16').bytes().buffer)]).toEqual([
        0, 0x3c00, 0x4000, 0x4200, 0x4400, 0x4500,
      ]);
      expect([...new Float64Array(dataset(root, 'float64').bytes().buffer)]).toEqual([0, 1, 2, 3, 4, 5]);
      expect(dataset(root, 'scalar')).toMatchObject({ shape: [], dtype: 'float32' });
    });
  });

  it('reads attributes of text, texts and numbers', async () => {
    await read((root) => {
      expect(['text', 'names', 'words', 'count', 'absent'].map((name) => root.attribute(name))).toEqual([
        'naïve',
        ['ab', 'cde'],
        ['é', 'b'],
        3,
        undefined,
      ]);
    });
  });
});

it.each([
  ['soft-link', /\/x: this is a soft link/],
  ['external-link', /\/x: this is a link into another file/],
  ['external-data', /\/x: .*external raw data file/],
  ['virtual', /\/x: this data set is virtual/],
  ['unknown-filter', /\/x: it is packed by the filter lzf/],
  ['huge', /\/x: its shape \[1000000, 1000000\] takes 4000000000000 bytes/],
  ['compound', /\/x: its type .* is not a plain number/],
])('refuses %s', async (name, message) => {
  await expect(withHdf5(fixture(name), `${name}.h5`, (root) => dataset(root, 'x').bytes())).rejects.toThrow(message);
});

it('refuses a data set that the library has no memory for', async () => {
  const { default: h5wasm } = await import('h5wasm');
  const { FS } = await h5wasm.ready;
  const made = new h5wasm.File('/large.h5', 'w');
  const x = made.create_dataset({ name: 'x', data: new Float32Array(4), shape: [4], maxshape: [null], chunks: [4] });
  x.resize([600_000_000]); // of which all but 4 take no room in the file
  made.close();
  const file = new Uint8Array(200 * 2 ** 20); // large enough for its data set to be believed
  file.set(FS.readFile('/large.h5'));
  FS.unlink('/large.h5');
  await expect(withHdf5(file, 'large.h5', (root) => dataset(root, 'x').bytes())).rejects.toThrow(
    /\/x: its 2400000000 bytes are more than the HDF5 library holds at once, 2 GiB/,
  );
});

it('refuses groups that hold themselves', async () => {
  const walk = (group: Hdf5Group): void => group.keys().forEach((key) => walk(group.get(key) as Hdf5Group));
  await expect(withHdf5(fixture('cyclic'), 'cyclic.h5', walk)).rejects.toThrow(/nested deeper than 32/);
});

it('refuses a truncated file, naming it', async () => {
  const half = fixture('odd').subarray(0, 1500);
  await expect(withHdf5(half, 'half.h5', (root) => root.keys())).rejects.toThrow(/half\.h5: \/: .*truncated/);
});
