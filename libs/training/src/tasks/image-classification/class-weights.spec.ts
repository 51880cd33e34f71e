import { expect, it } from 'vitest';
import { balancedClassWeights } from './class-weights.js';

it('weighs rare classes up so that all weigh the same', () => {
  expect(balancedClassWeights([30, 10])).toEqual([40 / 60, 40 / 20]);
  expect(balancedClassWeights([5, 5, 5])).toEqual([1, 1, 1]);
});

it('gives a class without images no weight', () => {
  expect(balancedClassWeights([4, 0, 4])).toEqual([1, 0, 1]);
});
