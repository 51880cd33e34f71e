import type { Network } from './graph.js';
import { values } from './weights.js';

/** Names of weights that hold NaN or an infinity, as training that has diverged leaves behind. */
export function nonFiniteWeights(network: Network): string[] {
  const weights = network.layers.flatMap((layer) => layer.weights);
  return weights.filter((weight) => !values(weight).every(Number.isFinite)).map(({ name }) => name);
}
