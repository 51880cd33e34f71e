import type { Graph, WeightSpec } from '../graph.js';
import { activationInKeras } from '../layers/activation-functions.js';
import { kindOf } from '../layers/index.js';
import { activationApart } from './activation-apart.js';

/**
 * The same function in layers and settings that mean the same to Keras 2 (tf_keras 2.19) and Keras 3. A layer that
 * several stand for gives its name to the last of them, so that nothing else changes.
 * @throws InvalidInput naming the layer if there is no equivalent
 */
export function forKeras<W extends WeightSpec>(graph: Graph<W>): Graph<W> {
  const layers = graph.layers
    .flatMap((layer) => activationApart(layer, activationInKeras))
    .flatMap((layer) => kindOf(layer).keras?.(layer, graph.kerasVersion) ?? [layer]);
  return { ...graph, layers };
}
