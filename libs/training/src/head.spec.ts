import { expect, it } from 'vitest';
import type { Weight } from '#graft/network';
import { buildHead } from './head.js';
import type { CompleteRecipe, HeadRecipe } from './recipe.js';

const recipe = (head: Partial<HeadRecipe>, seed = 1) =>
  ({
    seed,
    head: { hidden: [], activation: 'relu', batchNorm: false, dropout: 0.2, pooling: 'avg', ...head },
  }) as CompleteRecipe;
const floats = (weight: Weight) =>
  new Float32Array(weight.bytes.buffer, weight.bytes.byteOffset, weight.bytes.length / 4);

const softmax = (units: number) => ({ units, activation: 'softmax' });

const statistics = { mean: new Float32Array(32).fill(0.5), variance: new Float32Array(32).fill(2) };

it('stacks normalisation, dropout, hidden layers and softmax', () => {
  const head = buildHead(recipe({ hidden: [16, 8] }), [32], softmax(3), statistics);
  expect(head.layers.map((layer) => `${layer.name}:${layer.className}`)).toEqual([
    'head_input:InputLayer',
    'head_batch_normalization:BatchNormalization',
    'head_dropout:Dropout',
    'head_dense:Dense',
    'head_dropout_1:Dropout',
    'head_dense_1:Dense',
    'head_dropout_2:Dropout',
    'head_predictions:Dense',
  ]);
  expect(head.layers.at(-1)!.config).toMatchObject({ units: 3, activation: 'softmax' });
  expect(
    head.layers.flatMap((layer) => layer.weights).map((weight) => `${weight.name} ${weight.shape.join()}`),
  ).toContain('head_dense_1/kernel 16,8');
});

it('connects each layer to the one before', () => {
  const head = buildHead(recipe({ hidden: [4], dropout: 0 }), [8], softmax(2));
  expect(head.layers.map((layer) => layer.calls.flat().map((ref) => ref.layer))).toEqual([
    [],
    ['head_input'],
    ['head_dense'],
  ]);
  expect(head.inputs[0]!.layer).toBe('head_input');
  expect(head.outputs[0]!.layer).toBe('head_predictions');
});

it('flattens a feature map that is not pooled', () => {
  const head = buildHead(recipe({ dropout: 0 }), [7, 7, 10], softmax(2));
  expect(head.layers.map((layer) => layer.className)).toEqual(['InputLayer', 'Flatten', 'Dense']);
  expect(head.layers[2]!.weights[0]!.shape).toEqual([490, 2]);
});

it('draws kernels as Glorot does, the same for the same seed', () => {
  const kernel = (seed: number) =>
    floats(buildHead(recipe({ hidden: [200] }, seed), [100], softmax(2)).layers[2]!.weights[0]!);
  const limit = Math.sqrt(6 / 300);
  const values = [...kernel(5)];
  expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(limit);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  expect(mean).toBeCloseTo(0, 2);
  expect(deviation).toBeCloseTo(limit / Math.sqrt(3), 2);
  expect(kernel(5)).toEqual(kernel(5));
  expect(kernel(6)).not.toEqual(kernel(5));
});
