import { type Network, values } from '#graft/network';
import { expect, it } from 'vitest';
import { TestNetwork, testBatch } from '../testing/networks.js';
import type { LossName } from '../training.js';
import { tryBackend } from './backend.js';
import { toLayersModel } from './model.js';
import { tf } from './tf.js';
import { TfjsTrainer } from './trainer.js';

const COUNT = 6;
const CLASSES = 3;
const RATE = 0.1;

/** Convolution, pooling, two dense layers: no dropout, and no batch normalisation, which `fit` runs otherwise. */
const network = (activation: string) =>
  new TestNetwork([5, 5, 2])
    .add('Conv2D', convolution, { kernel: [3, 3, 2, 4], bias: [4] })
    .add('GlobalAveragePooling2D', { data_format: 'channels_last', keepdims: false })
    .dense(4, 5, 'tanh')
    .dense(5, CLASSES, activation)
    .network();

const convolution = {
  filters: 4,
  kernel_size: [3, 3],
  strides: [2, 2],
  padding: 'same',
  data_format: 'channels_last',
  dilation_rate: [1, 1],
  groups: 1,
  activation: 'relu',
  use_bias: true,
};

/** Weights after one step of TF.js' own `fit`, by its plain JavaScript backend. */
async function fitted(before: Network, loss: LossName, x: Float32Array, y: Float32Array): Promise<Float32Array[]> {
  const { model } = await toLayersModel(before);
  model.compile({
    optimizer: tf.train.sgd(RATE),
    loss: loss === 'categorical-crossentropy' ? 'categoricalCrossentropy' : 'binaryCrossentropy',
  });
  const inputs = tf.tensor(x, [COUNT, 5, 5, 2]);
  const labels = tf.tensor2d(y, [COUNT, CLASSES]);
  await model.fit(inputs, labels, { batchSize: COUNT, epochs: 1, shuffle: false, verbose: 0 });
  return Promise.all(model.getWeights().map((weight) => weight.data<'float32'>()));
}

it.each([
  ['categorical-crossentropy', 'softmax'],
  ['binary-crossentropy', 'sigmoid'],
] as const)('one step of %s is the step of model.fit', async (loss, activation) => {
  await tryBackend('cpu');
  const before = network(activation);
  const { x, y } = testBatch(COUNT, 5 * 5 * 2, CLASSES);

  const trainer = await TfjsTrainer.create(before, { optimizer: 'sgd', loss, seed: 1 }, 'cpu');
  for await (const _ of trainer.train(
    [{ count: COUNT, inputs: [x], targets: y, known: null, weights: null }],
    () => RATE,
  ));
  const weights = (await trainer.network()).layers.flatMap((layer) => layer.weights.map(values));

  const expected = await fitted(before, loss, x, y);
  const start = before.layers.flatMap((layer) => layer.weights.map(values));
  expect(weights).toHaveLength(expected.length);
  weights.forEach((weight, i) => {
    expect(weight).not.toEqual(start[i]);
    weight.forEach((value, j) => expect(value).toBeCloseTo(expected[i]![j]!, 5));
  });
});
