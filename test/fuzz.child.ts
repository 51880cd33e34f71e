import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { serveChild } from '#graft/child';
import { inferShapes, layerTable, type Network, readKerasHdf5, readKerasV3, readTfjsLayers } from '#graft/network';
import { Problem } from '#graft/problems';
import { Random } from './support/random.js';

/** Damages files in one way after another and reads them. */
export interface FuzzTask {
  files: string[];
  seed: number;
  mutants: number;
}

export interface FuzzResult {
  networks: number;
  problems: number;
  /** Errors that no reader should let out, by the mutant that brought them. */
  foreign: { mutant: string; error: string }[];
}

serveChild<FuzzTask, FuzzResult>(async ({ files, seed, mutants }, { emit }) => {
  const result: FuzzResult = { networks: 0, problems: 0, foreign: [] };
  const originals = await Promise.all(files.map(async (path) => ({ path, bytes: await readFile(path) })));
  for (let round = 0; round < mutants; round++) {
    const { path, bytes } = originals[round % originals.length]!;
    const generator = new Random(seed + round);
    const random = () => generator.next();
    const mutate = mutations[Math.floor(random() * mutations.length)]!;
    const mutant = `${mutate.name} of ${path}, seed ${seed + round}`;
    await emit('trying', { mutant });
    try {
      const network = await read(path, mutate(bytes, random));
      inferShapes(network);
      layerTable(network);
      result.networks++;
    } catch (error) {
      if (error instanceof Problem) result.problems++;
      else result.foreign.push({ mutant, error: error instanceof Error ? error.stack! : String(error) });
    }
  }
  return result;
});

async function read(path: string, bytes: Uint8Array): Promise<Network> {
  if (path.endsWith('.keras')) return readKerasV3(bytes, path);
  if (!path.endsWith('model.json')) return readKerasHdf5(bytes, path);
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(bytes).toString());
  } catch {
    throw new Problem('not-json', 422, 'Not JSON', path); // as the import says before any reader does
  }
  const names = JSON.stringify(json).match(/[\w.-]+\.bin/g) ?? [];
  const shards = new Map<string, Uint8Array>();
  for (const name of names) {
    const shard = await readFile(join(dirname(path), name)).catch(() => null);
    if (shard) shards.set(name, shard);
  }
  return readTfjsLayers(json, (name) => shards.get(name));
}

type Mutation = (bytes: Uint8Array, random: () => number) => Uint8Array;

const flipBits: Mutation = (bytes, random) => {
  const mutant = Uint8Array.from(bytes);
  for (let flips = 1 + random() * 8; flips > 0; flips--) mutant[place(bytes.length, random)]! ^= 1 << (random() * 8);
  return mutant;
};

const truncate: Mutation = (bytes, random) => Uint8Array.from(bytes.subarray(0, random() * bytes.length));

/** Puts a small or an absurd number where a length, an address or a count may stand. */
const swapLength: Mutation = (bytes, random) => {
  const mutant = Uint8Array.from(bytes);
  const view = new DataView(mutant.buffer);
  const lengths = [0, 1, 0xff, 0xffff, 0x7fffffff, 0xffffffff, bytes.length, bytes.length * 2];
  for (let swaps = 1 + random() * 3; swaps > 0; swaps--) {
    const at = Math.min(place(bytes.length, random) & ~3, bytes.length - 4);
    view.setUint32(at, lengths[Math.floor(random() * lengths.length)]!, true);
  }
  return mutant;
};

/** Puts one part of the file over another of the same length. */
const copyPart: Mutation = (bytes, random) => {
  const mutant = Uint8Array.from(bytes);
  const length = Math.floor(1 + random() * 64);
  mutant.copyWithin(place(bytes.length, random), place(bytes.length, random), place(bytes.length, random) + length);
  return mutant;
};

/** Puts other values where numbers and texts stand in JSON, its length kept by spaces, so that HDF5 still fits. */
const swapJson: Mutation = (bytes, random) => {
  const text = Buffer.from(bytes).toString('latin1');
  const tokens = [...text.matchAll(/(?<=[:[,] ?)(-?\d+(\.\d+)?|"\w+"|true|false|null)(?=[,\]}])/g)];
  const values = ['-1', '0', '1e9', '[]', '{}', 'null', '"x"', '""', 'true', '9'];
  for (let swaps = 1 + random() * 2; swaps > 0 && tokens.length > 0; swaps--) {
    const { index, 0: old } = tokens[Math.floor(random() * tokens.length)]!;
    const value = values[Math.floor(random() * values.length)]!;
    if (value.length > old.length) continue;
    return Uint8Array.from(
      Buffer.from(`${text.slice(0, index)}${value.padEnd(old.length)}${text.slice(index + old.length)}`, 'latin1'),
    );
  }
  return flipBits(bytes, random);
};

const mutations: Mutation[] = [flipBits, truncate, swapLength, copyPart, swapJson];

/** Half the time near the beginning, where files say what follows. */
const place = (length: number, random: () => number): number =>
  Math.floor(random() * (random() < 0.5 ? Math.min(length, 8192) : length));
