import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedData } from '../../../../test/support/require.js';
import type { Network, Weight } from '../graph.js';
import { readTfjsLayers, writeTfjsLayers } from '../formats/tfjs-layers.js';
import type { Shards } from '../formats/tfjs-weights.js';
import { values } from '../weights.js';

/** A TF.js layers model as files: model.json parsed, shards by path. */
export interface TfjsFiles {
  modelJson: Record<string, unknown>;
  shards: Shards;
}

/** A network of the starter zoo: float16, in several shards. */
export const starterFiles = (name: 'efficientnet-lite0' | 'efficientnet-lite2'): TfjsFiles =>
  folderFiles(join(import.meta.dirname, '../../../../starter', name));

/** EfficientNet-Lite0 with its weights in eight bits, in one shard, as TF.js' converter writes them. */
export const quantisedFiles = (): TfjsFiles => writtenFiles(quantised(read(starterFiles('efficientnet-lite0'))));

/** A network whose weights are stored as `scale * q + min`, q in 0…255. */
export const quantised = (network: Network): Network => ({
  ...network,
  layers: network.layers.map((layer) => ({ ...layer, weights: layer.weights.map(inEightBits) })),
});

function inEightBits(weight: Weight): Weight {
  const floats = values(weight);
  const [min, max] = floats.reduce(([low, high], x) => [Math.min(low, x), Math.max(high, x)], [Infinity, -Infinity]);
  const scale = (max - min) / 255 || 1;
  const bytes = Uint8Array.from(floats, (x) => Math.round((x - min) / scale));
  return { ...weight, stored: { dtype: 'uint8', scale, min }, bytes };
}

/** A folder of the shared test data; null, said aloud, where it is absent. */
export function sharedFiles(path: string): TfjsFiles | null {
  const folder = sharedData(path);
  return folder === null ? null : folderFiles(folder);
}

export function folderFiles(folder: string): TfjsFiles {
  const shards: Shards = (path) => (existsSync(join(folder, path)) ? readFileSync(join(folder, path)) : undefined);
  return { modelJson: JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8')) as TfjsFiles['modelJson'], shards };
}

export const read = ({ modelJson, shards }: TfjsFiles): Network => readTfjsLayers(modelJson, shards);

/** A network as the files that `writeTfjsLayers` would have a caller serve. */
export function writtenFiles(network: Network): TfjsFiles {
  const { modelJson, groups } = writeTfjsLayers(network);
  const shards = new Map(
    groups.map(({ paths, weights }) => [paths[0]!, Buffer.concat(weights.map(({ bytes }) => bytes))]),
  );
  return {
    modelJson: JSON.parse(JSON.stringify(modelJson)) as TfjsFiles['modelJson'],
    shards: (path) => shards.get(path),
  };
}
