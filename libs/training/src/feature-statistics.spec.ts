import { expect, it } from 'vitest';
import { featureStatistics } from './feature-statistics.js';

it('averages each channel over examples and places', async () => {
  // Two examples of two places with two channels.
  async function* features() {
    yield Float32Array.of(1, 10, 3, 10);
    yield await Promise.resolve(Float32Array.of(5, 10, 7, 10));
  }
  expect(await featureStatistics(features(), 2)).toEqual({
    mean: Float32Array.of(4, 10),
    variance: Float32Array.of(5, 0),
  });
});
