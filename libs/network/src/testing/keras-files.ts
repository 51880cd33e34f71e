import type { Network } from '../graph.js';
import { nameWithin, values } from '../weights.js';
import { buildHdf5 } from '../formats/hdf5-write.js';
import { networkOf } from './networks.js';

/** Ten classes of 28 × 28 px, in grey: a convolution, a Flatten, a dense layer. */
export const digits = (): Network =>
  networkOf({ image: [28, 28, 1] }, [
    ['conv2d', 'Conv2D', { filters: 4, kernel_size: [3, 3], activation: 'relu' }, 'image'],
    ['max_pooling2d', 'MaxPooling2D', { pool_size: [2, 2] }, 'conv2d'],
    ['flatten', 'Flatten', {}, 'max_pooling2d'],
    ['dense', 'Dense', { units: 10, activation: 'softmax' }, 'flatten'],
  ]);

/** The weights of a network without its architecture, as Keras 2 saves them in an `.h5`. */
export function writeKerasWeights({ layers }: Network): Promise<Uint8Array> {
  return buildHdf5((root) => {
    root.text('keras_version', '2.15.0');
    root.text('backend', 'tensorflow');
    root.names(
      'layer_names',
      layers.map(({ name }) => name),
    );
    for (const { name, weights } of layers) {
      const stored = root.group(name);
      const names = weights.map((weight) => `${nameWithin(name, weight).replaceAll('/', '_')}:0`);
      stored.names('weight_names', names);
      weights.forEach((weight, i) => stored.dataset(names[i]!, weight.shape, values(weight)));
    }
  });
}

/** A Keras `.h5` with a layer of Python code, which no reader may run. */
export function writeLambdaModel(): Promise<Uint8Array> {
  const layers = [
    { class_name: 'InputLayer', config: { name: 'image', batch_input_shape: [null, 8, 8, 3] } },
    { class_name: 'Lambda', config: { name: 'lambda_1' } },
  ];
  const config = { class_name: 'Sequential', config: { name: 'code', layers } };
  return buildHdf5((root) => {
    root.text('model_config', JSON.stringify(config));
    root.text('keras_version', '2.15.0');
    root.group('model_weights').names('layer_names', []);
  });
}
