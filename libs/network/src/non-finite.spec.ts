import { expect, it } from 'vitest';
import { nonFiniteWeights } from './non-finite.js';
import { networkOf } from './testing/networks.js';
import { values } from './weights.js';

it('names the weights that hold what is no number', () => {
  const network = networkOf({ input: [2] }, [
    ['a', 'Dense', { units: 2 }, 'input'],
    ['b', 'Dense', { units: 2 }, 'a'],
  ]);
  expect(nonFiniteWeights(network)).toEqual([]);
  const [, a, b] = network.layers;
  values(a!.weights[0]!)[1] = NaN;
  values(b!.weights[1]!)[0] = -Infinity;
  expect(nonFiniteWeights(network)).toEqual(['a/kernel', 'b/bias']);
});
