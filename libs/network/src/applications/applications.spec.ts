import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { kerasOrder } from '../keras-order.js';
import { sizeOf } from '../weights.js';
import { applications, buildApplication } from './index.js';

interface KerasApplication {
  name: string;
  includeTop: boolean;
  alpha: number;
  parameters: number;
  weights: string;
}

// What Keras 3.15.1 makes of the same options, by make.py beside it.
const rows = JSON.parse(
  readFileSync('test/fixtures/keras-applications/keras-3.15.1.json', 'utf8'),
) as KerasApplication[];

it.each(rows)('builds $name (alpha $alpha, top: $includeTop) as Keras does', (row) => {
  const { name, includeTop, alpha } = row;
  const size = includeTop ? {} : { inputShape: [160, 160, 3] as [number, number, number], pooling: 'avg' as const };
  const weights = kerasOrder(buildApplication(name, { includeTop, alpha, ...size })).flatMap((layer) =>
    layer.weights.map(({ shape }) => ({ shape, line: `${layer.name} ${shape.join('x')}` })),
  );
  expect({
    parameters: weights.reduce((sum, { shape }) => sum + sizeOf(shape), 0),
    weights: createHash('sha256')
      .update(weights.map(({ line }) => line).join('\n'))
      .digest('hex'),
  }).toEqual({ parameters: row.parameters, weights: row.weights });
});

it('has every application of the table, and those that Keras lacks', () => {
  const lites = [0, 1, 2, 3, 4].map((index) => `EfficientNetLite${index}`);
  expect(new Set(applications.map(({ name }) => name))).toEqual(
    new Set([...rows.map(({ name }) => name), 'SqueezeNet', ...lites]),
  );
});

// As the authors give them (README of efficientnet/lite in TensorFlow's tpu repository), in millions, moving averages left out.
it.each([
  [0, 4.7],
  [1, 5.4],
  [2, 6.1],
  [3, 8.2],
  [4, 13.0],
])('gives EfficientNetLite%d its %d million parameters', (index, millions) => {
  const weights = buildApplication(`EfficientNetLite${index}`).layers.flatMap((layer) => layer.weights);
  const trained = weights.filter(({ name }) => !name.includes('/moving_'));
  expect(trained.reduce((sum, { shape }) => sum + sizeOf(shape), 0) / 1e6).toBeCloseTo(millions, 1);
});

it('gives SqueezeNet 1.1 its 722,496 parameters without a top', () => {
  const { layers } = buildApplication('SqueezeNet', { includeTop: false });
  expect(layers.flatMap(({ weights }) => weights).reduce((sum, { shape }) => sum + sizeOf(shape), 0)).toBe(722_496);
});

describe('refuses', () => {
  it.each([
    [() => buildApplication('AlexNet'), /application "AlexNet" is unknown/],
    [() => buildApplication('InceptionV3', { inputShape: [64, 64, 3] }), /at least 75 × 75/],
    [() => buildApplication('VGG16', { alpha: 0.5 }), /no width multiplier/],
  ])('%s', (build, message) => expect(build).toThrow(message));
});
