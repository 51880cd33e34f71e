import { expect, it } from 'vitest';
import { featureStatistics } from './feature-statistics.js';

it('averages each channel over examples and places', () => {
  // Two examples of two places with two channels.
  const features = [
    [1, 10, 3, 10],
    [5, 10, 7, 10],
  ];
  const examples = {
    count: 2,
    size: 4,
    classes: Uint32Array.of(0, 1),
    read: (example: number, target: Float32Array, offset: number) => target.set(features[example]!, offset),
  };
  expect(featureStatistics(examples, 2)).toEqual({ mean: Float32Array.of(4, 10), variance: Float32Array.of(5, 0) });
});
