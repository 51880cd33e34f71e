import type { Network, Weight } from '../graph.js';
import { Numbering, snakeCase } from '../keras-names.js';
import { kindOf } from '../layers/index.js';
import { values } from '../weights.js';
import { buildHdf5, type Hdf5Writer } from './hdf5-write.js';
import { kerasDocument } from './keras-write-config.js';
import { zip } from './zip-write.js';

/**
 * Writes a `.keras` archive, which Keras 3 and tf_keras 2 load. Weights are float32 and lie under each layer's class and
 * number, in Keras' order. Layers that one of the two refuses are written as others that compute the same.
 * @throws InvalidInput naming a layer that has no equivalent.
 */
export async function writeKerasV3(network: Network): Promise<Uint8Array> {
  const { layers, config } = kerasDocument(network);
  const model = { module: 'keras', class_name: 'Model', config, registered_name: 'Model' };
  const weights = await buildHdf5((root) => {
    root.group('vars');
    const numbering = new Numbering();
    for (const layer of layers) {
      const stored = root.group('layers').group(numbering.next(snakeCase(layer.className)));
      stored.group('vars');
      const paths = kindOf(layer).variablePaths?.(layer) ?? new Map([['', layer.weights]]);
      for (const [path, variables] of paths) writeVariables(stored, path, variables);
    }
  });
  return zip([
    ['metadata.json', Buffer.from(JSON.stringify({ keras_version: '3.0.0' }))],
    ['config.json', Buffer.from(JSON.stringify(model))],
    ['model.weights.h5', weights],
  ]);
}

function writeVariables(layer: Hdf5Writer, path: string, variables: Weight[]): void {
  const holder = path.split('/').reduce((group, part) => (part === '' ? group : group.group(part)), layer);
  const vars = holder.group('vars');
  variables.forEach((weight, i) => vars.dataset(String(i), weight.shape, values(weight)));
}
