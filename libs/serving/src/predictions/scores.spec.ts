import { expect, it } from 'vitest';
import type { Topology } from '#graft/network';
import { outputKind, predictionsOf } from './scores.js';

const layer = (name: string, className: string, config: object, from?: string) => ({
  name,
  className,
  config,
  calls: [from ? [{ layer: from, call: 0, output: 0 }] : []],
});
const topology = (...layers: ReturnType<typeof layer>[]) =>
  ({ layers, outputs: [{ layer: layers.at(-1)!.name, call: 0, output: 0 }] }) as unknown as Topology;

it('knows probabilities from logits, past layers that only rearrange', () => {
  const dense = (activation: string) => layer('d', 'Dense', { activation });
  expect(outputKind(topology(dense('softmax')), [3])).toBe('probabilities');
  expect(outputKind(topology(dense('linear')), [3])).toBe('logits');
  expect(outputKind(topology(dense('softmax'), layer('r', 'Reshape', {}, 'd')), [3])).toBe('probabilities');
  expect(outputKind(topology(dense('linear'), layer('s', 'Softmax', {}, 'd')), [3])).toBe('probabilities');
});

it('refuses a model that gives features', () => {
  expect(() => outputKind(topology(layer('c', 'Conv2D', {})), [7, 7, 1280])).toThrow('has no classes');
});

it('sorts and names classes', () => {
  expect(predictionsOf(Float32Array.of(0.25, 0.75), 'probabilities', ['cat', 'dog'])).toEqual([
    { label: 'dog', probability: 0.75 },
    { label: 'cat', probability: 0.25 },
  ]);
  expect(predictionsOf(Float32Array.of(0.25, 0.75), 'probabilities', null).map(({ label }) => label)).toEqual([
    '1',
    '0',
  ]);
  expect(predictionsOf(Float32Array.of(0.25), 'probabilities', ['cat', 'dog'])).toEqual([
    { label: 'cat', probability: 0.75 },
    { label: 'dog', probability: 0.25 },
  ]);
});

it('turns logits into probabilities', () => {
  const [best] = predictionsOf(Float32Array.of(1000, 1001, 999), 'logits', null);
  expect(best).toMatchObject({ label: '1' });
  expect(best!.probability).toBeCloseTo(Math.E / (Math.E + 1 + 1 / Math.E));
  expect(predictionsOf(Float32Array.of(0), 'logits', ['no', 'yes'])[0]!.probability).toBe(0.5);
});
