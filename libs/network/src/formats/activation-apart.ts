import type { Layer, WeightSpec } from '../graph.js';
import { kindOf } from '../layers/index.js';
import { chain } from '../layers/layer-kind.js';

/**
 * A layer with a built-in activation function, as one without and the function behind it.
 * @param builtIn whether a function of that name may stay where it is
 * @returns the layer alone if it may, or if the function works within the layer
 */
export function activationApart<W extends WeightSpec>(
  layer: Layer<W>,
  builtIn: (activation: string) => boolean,
): Layer<W>[] {
  const { activation: name } = layer.config;
  if (typeof name !== 'string' || kindOf(layer).activatesWithin || builtIn(name)) return [layer];
  const linear = { ...layer.config, activation: 'linear' };
  return chain(layer, [
    { suffix: 'linear', className: layer.className, config: linear, weights: layer.weights },
    { className: 'Activation', config: { activation: name } },
  ]);
}
