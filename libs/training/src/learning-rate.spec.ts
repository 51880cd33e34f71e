import { expect, it } from 'vitest';
import { learningRateAt } from './learning-rate.js';

it('keeps a constant rate', () => {
  expect([0, 5, 9].map((epoch) => learningRateAt('constant', 0.01, epoch, 10))).toEqual([0.01, 0.01, 0.01]);
});

it('falls along half a cosine', () => {
  const rates = [0, 5, 9].map((epoch) => learningRateAt('cosine', 0.01, epoch, 10));
  expect(rates[0]).toBe(0.01);
  expect(rates[1]).toBeCloseTo(0.005, 12);
  expect(rates[2]).toBeCloseTo(0.000245, 6);
});
