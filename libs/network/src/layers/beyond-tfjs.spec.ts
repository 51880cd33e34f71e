import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import type { Network, Shape } from '../graph.js';
import { networkOf } from '../testing/networks.js';
import { largestDifference, type Numbers, randomNumbers, runOnnx } from '../testing/run.js';
import { values } from '../weights.js';

/** Layers that TF.js layers lacks, against what TF.js' own operations, put together by hand, say. */
async function check(
  className: string,
  config: object,
  shape: Shape,
  reference: (x: tf.Tensor, network: Network) => tf.Tensor,
) {
  await tf.setBackend('cpu');
  const network = networkOf({ input: shape }, [['layer', className, { ...config }, 'input']]);
  const numbers = randomNumbers([2, ...(shape as number[])]);
  const x = tf.tensor(numbers.data, numbers.shape);
  const expected = reference(x, network);
  const [ours] = await runOnnx(network, [numbers]);
  const theirs: Numbers = { shape: expected.shape, data: (await expected.data()) as Float32Array };
  expect(largestDifference(ours!, theirs)).toBeLessThan(1e-5);
}

const weight = (network: Network, i: number): tf.Tensor => {
  const { shape, ...stored } = network.layers[1]!.weights[i]!;
  return tf.tensor(values({ shape, ...stored }), shape);
};

it('convolves in groups', () =>
  check('Conv2D', { filters: 6, kernel_size: 3, groups: 2 }, [7, 6, 4], (x, network) => {
    const kernels = tf.split(weight(network, 0), 2, 3);
    const parts = tf
      .split(x as tf.Tensor4D, 2, 3)
      .map((part, i) => tf.conv2d(part as tf.Tensor4D, kernels[i] as tf.Tensor4D, 1, 'valid'));
    return tf.add(tf.concat(parts, 3), weight(network, 1));
  }));

it('transposes a convolution with output_padding', () =>
  check(
    'Conv2DTranspose',
    { filters: 3, kernel_size: 3, strides: 2, padding: 'same', output_padding: 1 },
    [4, 4, 2],
    (x, network) =>
      tf.add(
        tf.conv2dTranspose(x as tf.Tensor4D, weight(network, 0) as tf.Tensor4D, [2, 8, 8, 3], 2, 'same'),
        weight(network, 1),
      ),
  ));

it('scales each channel by its own number', () =>
  check('Rescaling', { scale: [1, 2], offset: [0, 3] }, [5, 2], (x) => tf.add(tf.mul(x, [1, 2]), [0, 3])));

it('takes the exponential', () => check('Activation', { activation: 'exponential' }, [5], (x) => tf.exp(x)));

it('bends at a threshold, with a slope below and a ceiling above', () =>
  check('ReLU', { max_value: 0.6, negative_slope: 0.1, threshold: 0.2 }, [50], (x) =>
    tf.where(tf.greaterEqual(x, 0.2), tf.minimum(x, 0.6), tf.mul(0.1, tf.sub(x, 0.2))),
  ));

it.each([
  { className: 'UpSampling2D', config: { size: [2, 3], interpolation: 'bilinear' }, size: [8, 15] },
  { className: 'Resizing', config: { height: 7, width: 3 }, size: [7, 3] },
])('samples at the centres of pixels: $className', ({ className, config, size }) =>
  check(className, config, [4, 5, 3], (x) =>
    tf.image.resizeBilinear(x as tf.Tensor4D, size as [number, number], false, true),
  ),
);

it('resizes by the nearest pixel', () =>
  check('Resizing', { height: 7, width: 3, interpolation: 'nearest' }, [4, 6, 3], (x) =>
    tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [7, 3], false, true),
  ));

it('resets a GRU after the product', () =>
  check(
    'GRU',
    { units: 3, activation: 'tanh', recurrent_activation: 'sigmoid', reset_after: true },
    [4, 2],
    (x, network) => {
      const [kernel, recurrent, bias] = [0, 1, 2].map((i) => weight(network, i)) as [
        tf.Tensor2D,
        tf.Tensor2D,
        tf.Tensor2D,
      ];
      const [own, ofState] = tf.unstack(bias) as [tf.Tensor1D, tf.Tensor1D];
      let state: tf.Tensor = tf.zeros([2, 3]);
      for (const step of tf.unstack(x, 1)) {
        const [xz, xr, xh] = tf.split(tf.add(tf.matMul(step, kernel), own), 3, 1) as [tf.Tensor, tf.Tensor, tf.Tensor];
        const [hz, hr, hh] = tf.split(tf.add(tf.matMul(state, recurrent), ofState), 3, 1) as [
          tf.Tensor,
          tf.Tensor,
          tf.Tensor,
        ];
        const update = tf.sigmoid(tf.add(xz, hz));
        const candidate = tf.tanh(tf.add(xh, tf.mul(tf.sigmoid(tf.add(xr, hr)), hh)));
        state = tf.add(tf.mul(update, state), tf.mul(tf.sub(1, update), candidate));
      }
      return state;
    },
  ));
