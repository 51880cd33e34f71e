import { Archive, type ArchiveLimits } from '#graft/archive';
import { ModelRefused, Problem } from '#graft/problems';
import type { Network } from '../graph.js';
import { type OnLayers, withHdf5 } from './hdf5.js';
import { kerasGeneration, readKerasTopology } from './keras-config.js';
import { parseModel } from './keras-model.js';
import { numberedWeights } from './keras-numbered-weights.js';

const CONFIG = 'config.json';
const METADATA = 'metadata.json';
const WEIGHTS = 'model.weights.h5';

/**
 * Reads a `.keras` archive, of Keras 3 or of 2.12 to 2.15.
 * @throws ModelRefused
 */
export async function readKerasV3(archive: Uint8Array, file: string, onLayers?: OnLayers): Promise<Network> {
  const entries = await unpacked(archive, file);
  const [config, metadata] = [CONFIG, METADATA].map((name) => json(entries, name, file));
  const topology = readKerasTopology(config, kerasGeneration((metadata as { keras_version?: unknown }).keras_version));
  return withHdf5(entry(entries, WEIGHTS, file), `${file}: ${WEIGHTS}`, (root) =>
    numberedWeights(root, parseModel(config), topology, file, onLayers),
  );
}

/** Weights hardly shrink: what unpacks to more than 16 times its size is a bomb. */
const limitsOf = (archive: Uint8Array): ArchiveLimits => {
  const bytes = Math.max(64 * 1024 ** 2, 16 * archive.length);
  return { entries: 1000, entryBytes: bytes, totalBytes: bytes, ratio: Infinity };
};

/** The entries that are read, by their names; others are left alone. */
async function unpacked(bytes: Uint8Array, file: string): Promise<Map<string, Uint8Array>> {
  const entries = new Map<string, Uint8Array>();
  try {
    const archive = await Archive.open(bytes, limitsOf(bytes));
    for (const name of archive.names.filter((each) => [CONFIG, METADATA, WEIGHTS].includes(each)))
      entries.set(name, await archive.read(name));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { where, ...extras } = error.extras;
    const place = where === undefined ? file : `${file}: ${where}`;
    throw new ModelRefused(`${place}: ${error.detail}`, { ...extras, where: place });
  }
  return entries;
}

function entry(entries: Map<string, Uint8Array>, name: string, file: string): Uint8Array {
  const content = entries.get(name);
  if (content) return content;
  throw new ModelRefused(`${file} is a zip archive, but not a Keras file: it has no ${name}.`, { where: name });
}

function json(entries: Map<string, Uint8Array>, name: string, file: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(entry(entries, name, file))) as unknown;
  } catch (error) {
    if (error instanceof ModelRefused) throw error;
    throw new ModelRefused(`${file}: ${name} is not JSON (${(error as Error).message}).`, { where: name });
  }
}
