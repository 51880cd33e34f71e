import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { sharedData } from '../../../../test/support/require.js';
import type { Network } from '../graph.js';
import { readTfjsLayers, writeTfjsLayers } from '../formats/tfjs-layers.js';
import type { Shards } from '../formats/tfjs-weights.js';

const require = createRequire(import.meta.url);
const nsfwjs = join(import.meta.dirname, '../../../../node_modules/nsfwjs/dist/models');

/** A TF.js layers model as files: model.json parsed, shards by path. */
export interface TfjsFiles {
  modelJson: Record<string, unknown>;
  shards: Shards;
}

/** A model of the npm package nsfwjs, whose files are modules. */
export function nsfwjsFiles(name: 'mobilenet_v2' | 'inception_v3'): TfjsFiles {
  const folder = join(nsfwjs, name);
  const exported = (file: string): unknown => {
    const module = require(join(folder, file)) as { default?: unknown };
    return module.default ?? module;
  };
  const shards = new Map<string, Uint8Array>();
  for (const file of readdirSync(folder).filter((entry) => entry.startsWith('group1'))) {
    shards.set(file.replace('.min.js', ''), Buffer.from(exported(file) as string, 'base64'));
  }
  return { modelJson: exported('model.min.js') as TfjsFiles['modelJson'], shards: (path) => shards.get(path) };
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
