import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, it } from 'vitest';
import { networkOf } from '../testing/networks.js';
import { largestDifference, type Numbers, randomNumbers, runOnnx } from '../testing/run.js';
import { permute } from '../tensor.js';
import { values } from '../weights.js';
import { encode } from './encode.js';
import { lower } from './lower.js';
import type { LoweredConstant, LoweredGraph } from './lowered-graph.js';

const network = networkOf({ image: [8, 8, 3] }, [
  ['first', 'BatchNormalization', {}, 'image'],
  ['conv', 'Conv2D', { filters: 4, kernel_size: 3, strides: 2, activation: 'relu' }, 'first'],
  ['depth', 'DepthwiseConv2D', { kernel_size: 3, padding: 'same' }, 'conv'],
  ['norm', 'BatchNormalization', { scale: false }, 'depth'],
  ['flat', 'Flatten', {}, 'norm'],
  ['drop', 'Dropout', { rate: 0.25 }, 'flat'],
  ['out', 'Dense', { units: 3, activation: 'softmax' }, 'drop'],
]);
const image = randomNumbers([2, 8, 8, 3]);

const holdsWeight = ({ source }: LoweredConstant): boolean => source !== null;

async function run(graph: LoweredGraph, constants: LoweredConstant[]): Promise<Numbers> {
  const names = new Set(constants.map(({ name }) => name));
  const session = await InferenceSession.create(encode(graph, { asInput: ({ name }) => names.has(name) }));
  const feeds = { image: new Tensor('float32', image.data, image.shape) };
  const weights = constants.map(({ name, data, dims }) => [name, new Tensor('float32', data as Float32Array, dims)]);
  const { out } = await session.run({ ...feeds, ...(Object.fromEntries(weights) as Record<string, Tensor>) });
  await session.release();
  return { shape: [...out!.dims], data: out!.data as Float32Array };
}

it('can take the weights as inputs of the graph, with the same result', async () => {
  const [expected] = await runOnnx(network, [image]);
  for (const mode of ['inference', 'training'] as const) {
    const graph = lower(network, { mode });
    const weights = graph.constants.filter(holdsWeight);
    expect(largestDifference(await run(graph, weights), expected!)).toBeLessThan(1e-6);
    const doubled = weights.map((weight) => ({ ...weight, data: (weight.data as Float32Array).map((x) => 2 * x) }));
    expect(largestDifference(await run(graph, doubled), expected!)).toBeGreaterThan(1e-3);
  }
});

it('keeps in training mode what acts in training only', () => {
  const operators = (mode: 'inference' | 'training') => lower(network, { mode }).nodes.map(({ opType }) => opType);
  expect(operators('training').filter((opType) => ['BatchNormalization', 'Dropout'].includes(opType))).toEqual([
    'BatchNormalization',
    'BatchNormalization',
    'Dropout',
  ]);
  expect(operators('inference')).not.toContain('Dropout');
  expect(operators('inference').filter((opType) => opType === 'BatchNormalization')).toHaveLength(1);
});

it('says of each weight in training mode how it lies in its constant', () => {
  const { constants } = lower(network, { mode: 'training' });
  const weights = new Map(network.layers.flatMap((layer) => layer.weights).map((weight) => [weight.name, weight]));
  for (const { source, data, dims } of constants.filter(holdsWeight)) {
    const { shape, permutation } = source!.layout!;
    const [name, ...others] = source!.weights;
    const weight = weights.get(name!)!;
    expect(others).toEqual([]);
    expect(dims).toEqual(permutation ? permutation.map((axis) => shape[axis]) : shape);
    const inverse = permutation?.map((_, axis) => permutation.indexOf(axis));
    const back = inverse ? permute(data as Float32Array, dims, inverse) : data;
    expect(back).toEqual(values(weight));
    weights.delete(name!);
  }
  expect([...weights.keys()]).toEqual([]);
});

it('names the weights that a folded constant is computed from', () => {
  const folded = lower(network).constants.filter(({ source }) => source?.layout === null);
  expect(folded.map(({ name, source }) => [name, source!.weights])).toEqual(
    ['first/slope', 'first/shift'].map((name) => [
      name,
      ['first/gamma', 'first/beta', 'first/moving_mean', 'first/moving_variance'],
    ]),
  );
});

it('tells the shape and layout of each layer’s output', () => {
  const { nodes, values: tensors } = lower(network);
  const convolution = nodes.find(({ opType }) => opType === 'Conv')!;
  expect(tensors.get(convolution.outputs[0]!)).toEqual({
    name: convolution.outputs[0],
    shape: [3, 3, 4],
    layout: 'channels-first',
  });
});
