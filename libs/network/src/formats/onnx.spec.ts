import { InferenceSession } from 'onnxruntime-node';
import { expect, it } from 'vitest';
import { outputOf } from '../order.js';
import { read, starterFiles } from '../testing/models.js';
import { networkOf } from '../testing/networks.js';
import { largestDifference, randomNumbers, runOnnx } from '../testing/run.js';
import { writeOnnx } from './onnx.js';

const small = networkOf({ image: [6, 6, 3] }, [
  ['conv', 'Conv2D', { filters: 4, kernel_size: 3, padding: 'same', activation: 'relu' }, 'image'],
  ['bn', 'BatchNormalization', {}, 'conv'],
  ['add', 'Add', {}, 'bn', 'conv'],
  ['gap', 'GlobalAveragePooling2D', {}, 'add'],
  ['out', 'Dense', { units: 2, activation: 'softmax' }, 'gap'],
]);

it('takes and gives tensors as Keras lays them, named after their layers, for any batch', async () => {
  const session = await InferenceSession.create(writeOnnx(small));
  const metadata = [...session.inputMetadata, ...session.outputMetadata].map((tensor) => [
    tensor.name,
    tensor.isTensor && tensor.shape,
  ]);
  expect(metadata).toEqual([
    ['image', ['batch', 6, 6, 3]],
    ['out', ['batch', 2]],
  ]);
});

it('gives out any tensor, channels last', async () => {
  const image = randomNumbers([2, 6, 6, 3]);
  const outputs = await runOnnx(
    small,
    [image],
    ['conv', 'add', 'out', 'image'].map((layer) => outputOf(layer)),
  );
  expect(outputs.map(({ shape }) => shape)).toEqual([
    [2, 6, 6, 4],
    [2, 6, 6, 4],
    [2, 2],
    [2, 6, 6, 3],
  ]);
  expect(outputs[3]!.data).toEqual(image.data);
  const [whole] = await runOnnx(small, [image]);
  expect(largestDifference(outputs[2]!, whole!)).toBeLessThan(1e-6);
});

it('leaves one Transpose in a network of convolutions: where images come in', () => {
  const text = Buffer.from(writeOnnx(read(starterFiles('efficientnet-lite0')))).toString('latin1');
  expect(text.match(/"\tTranspose/g)).toHaveLength(1);
});

it('scales pixels within the graph, in the order of channels that the network was trained with', async () => {
  const scaling = { scale: 1 / 255, mean: [0.1, 0.2, 0.3], std: [0.5, 0.25, 2], channelOrder: 'bgr' as const };
  const pixels = { shape: [1, 6, 6, 3], data: randomNumbers([108]).data.map((x) => Math.round((x + 1) * 127)) };
  const [ours] = await runOnnx(small, [pixels], undefined, { preprocessing: scaling });
  const prepared = pixels.data.map((_, i) => {
    const c = i % 3;
    return (pixels.data[i - c + 2 - c]! * scaling.scale - scaling.mean[c]!) / scaling.std[c]!;
  });
  const [expected] = await runOnnx(small, [{ ...pixels, data: prepared }]);
  expect(largestDifference(ours!, expected!)).toBeLessThan(1e-6);
});

it('counts the zeros around an image in the pooling that follows', async () => {
  const network = networkOf({ image: [3, 3, 1] }, [
    ['pad', 'ZeroPadding2D', { padding: 1 }, 'image'],
    ['pool', 'MaxPooling2D', { pool_size: 3, strides: 2 }, 'pad'],
  ]);
  const [pooled] = await runOnnx(network, [{ shape: [1, 3, 3, 1], data: new Float32Array(9).fill(-1) }]);
  expect([...pooled!.data]).toEqual([0, 0, 0, 0]);
});

it('carries labels', () => {
  const text = Buffer.from(writeOnnx(small, { labels: ['cat', 'dog'], metadata: { license: 'MIT' } })).toString(
    'latin1',
  );
  expect(text).toContain('["cat","dog"]');
  expect(text).toContain('license');
});
