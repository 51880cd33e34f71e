import type { FeatureStatistics } from './head.js';

/**
 * Mean and variance of each channel over all examples and places, in one pass (Welford 1962).
 * @param features of one example each. Read before the next is asked for.
 * @param channels extent of the features' last axis.
 */
export async function featureStatistics(
  features: AsyncIterable<Float32Array>,
  channels: number,
): Promise<FeatureStatistics> {
  const mean = new Float64Array(channels);
  const squares = new Float64Array(channels);
  let count = 0;
  for await (const values of features) {
    for (let place = 0; place < values.length; place += channels) {
      count++;
      for (let channel = 0; channel < channels; channel++) {
        const value = values[place + channel]!;
        const off = value - mean[channel]!;
        mean[channel]! += off / count;
        squares[channel]! += off * (value - mean[channel]!);
      }
    }
  }
  return { mean: Float32Array.from(mean), variance: Float32Array.from(squares, (sum) => sum / count) };
}
