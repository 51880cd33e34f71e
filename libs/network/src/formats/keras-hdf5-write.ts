import type { Network, Weight } from '../graph.js';
import { nameWithin, values } from '../weights.js';
import { buildHdf5, type Hdf5Writer } from './hdf5-write.js';
import { kerasDocument } from './keras-write-config.js';

/** The generation whose form the file has; Keras 3 reads it as well. */
const KERAS_VERSION = '2.15.0';

/**
 * Writes a Keras HDF5 file (`.h5`) with architecture and weights, which tf_keras 2 and Keras 3 load. Weights are
 * float32; layers whose names or settings one of the two refuses are written as others that compute the same.
 * @throws InvalidInput naming a layer that has no equivalent.
 */
export function writeKerasHdf5(network: Network): Promise<Uint8Array> {
  const { layers, config } = kerasDocument(network);
  return buildHdf5((root) => {
    root.text('model_config', JSON.stringify({ class_name: 'Functional', config }));
    root.text('keras_version', KERAS_VERSION);
    root.text('backend', 'tensorflow');
    const group = root.group('model_weights');
    group.text('keras_version', KERAS_VERSION);
    group.text('backend', 'tensorflow');
    group.names(
      'layer_names',
      layers.map(({ name }) => name),
    );
    for (const { name, weights } of layers) {
      const stored = group.group(name);
      const paths = weights.map((weight) => [name, ...`${nameWithin(name, weight)}:0`.split('/')]);
      stored.names(
        'weight_names',
        paths.map((path) => path.join('/')),
      );
      weights.forEach((weight, i) => writeVariable(stored, paths[i]!, weight));
    }
  });
}

function writeVariable(group: Hdf5Writer, path: string[], weight: Weight): void {
  const parent = path.slice(0, -1).reduce((inner, part) => inner.group(part), group);
  parent.dataset(path.at(-1)!, weight.shape, values(weight));
}
