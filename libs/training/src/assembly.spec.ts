import { describe, expect, it } from 'vitest';
import { weightOf, type Layer, type Network, type TensorRef } from '#graft/network';
import { assemble, divide, outputShapeOf, withTrained } from './assembly.js';
import { buildHead } from './head.js';

const ref = (layer: string): TensorRef => ({ layer, call: 0, output: 0 });

/** image → low → high, each fully connected, its kernel all of one value; its author froze all of it. */
function backbone(): Network {
  const dense = (name: string, from: string, value: number): Layer => ({
    name,
    className: 'Dense',
    config: { units: 4, activation: 'relu', use_bias: false },
    trainable: false,
    calls: [[ref(from)]],
    weights: [weightOf(`${name}/kernel`, [4, 4], new Float32Array(16).fill(value))],
  });
  const image: Layer = {
    name: 'image',
    className: 'InputLayer',
    config: { batch_input_shape: [null, 4], dtype: 'float32' },
    trainable: true,
    calls: [[]],
    weights: [],
  };
  return {
    name: 'base',
    layers: [image, dense('low', 'image', 1), dense('high', 'low', 2)],
    inputs: [ref('image')],
    outputs: [ref('high')],
    kerasVersion: 2,
  };
}

const recipe = {
  seed: 1,
  head: { hidden: [], activation: 'relu', batchNorm: false, dropout: 0.2, pooling: 'avg' },
} as const;
const head = (features: number[]) =>
  buildHead({ ...recipe, head: { ...recipe.head, hidden: [] } }, features, { units: 2, activation: 'softmax' });
const namesOf = ({ layers }: Network) => layers.map(({ name }) => name);

describe('a backbone that is frozen whole', () => {
  const divided = divide(backbone(), 'backbone');

  it('leaves the head alone to be trained', () => {
    const { whole, suffix } = assemble(divided, head([4]));
    expect(namesOf(divided.prefix)).toEqual(['image', 'low', 'high']);
    expect(namesOf(divided.rest)).toEqual(['high_features']);
    expect(outputShapeOf(divided.rest)).toEqual([4]);
    expect(namesOf(suffix)).toEqual(['high_features', 'head_dropout', 'head_predictions']);
    expect(namesOf(whole)).toEqual(['image', 'low', 'high', 'head_dropout', 'head_predictions']);
  });
});

describe('a backbone that is frozen up to a layer', () => {
  const divided = divide(backbone(), 'low');

  it('has all above that layer trained, whatever its author froze, together with the head', () => {
    const { suffix } = assemble(divided, head([4]));
    expect(namesOf(divided.prefix)).toEqual(['image', 'low']);
    expect(namesOf(suffix)).toEqual(['low_features', 'high', 'head_dropout', 'head_predictions']);
    expect(suffix.layers.every(({ trainable }) => trainable)).toBe(true);
  });

  it('takes over what was trained by name, and keeps all else, flags and frozen bytes too', () => {
    const assembly = assemble(divided, head([4]));
    const layers = assembly.suffix.layers.map((layer) => ({
      ...layer,
      weights: layer.weights.map(({ name, shape, bytes }) =>
        weightOf(name, shape, new Float32Array(bytes.length / 4).fill(9)),
      ),
    }));
    const { whole } = withTrained(assembly, { ...assembly.suffix, layers });
    const before = backbone();
    expect(whole.layers[1]).toEqual(before.layers[1]);
    expect(whole.layers[2]!.trainable).toBe(false);
    expect(whole.layers[2]!.weights[0]!.bytes).toEqual(new Uint8Array(new Float32Array(16).fill(9).buffer));
    expect(whole.layers.at(-1)!.weights[0]!.bytes).toEqual(new Uint8Array(new Float32Array(8).fill(9).buffer));
  });
});

it('refuses a layer that is not there', () => {
  expect(() => divide(backbone(), 'middle')).toThrow('There is no layer "middle"');
});
