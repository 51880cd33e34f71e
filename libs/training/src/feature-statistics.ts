import type { Examples } from './batches.js';
import type { FeatureStatistics } from './head.js';

/**
 * Mean and variance of each channel over all examples and places, in one pass (Welford 1962).
 * @param channels extent of the features' last axis.
 */
export function featureStatistics(examples: Examples, channels: number): FeatureStatistics {
  const mean = new Float64Array(channels);
  const squares = new Float64Array(channels);
  const features = new Float32Array(examples.size);
  let count = 0;
  for (let example = 0; example < examples.count; example++) {
    examples.read(example, features, 0);
    for (let place = 0; place < examples.size; place += channels) {
      count++;
      for (let channel = 0; channel < channels; channel++) {
        const value = features[place + channel]!;
        const off = value - mean[channel]!;
        mean[channel]! += off / count;
        squares[channel]! += off * (value - mean[channel]!);
      }
    }
  }
  return { mean: Float32Array.from(mean), variance: Float32Array.from(squares, (sum) => sum / count) };
}
