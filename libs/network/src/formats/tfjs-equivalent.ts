import type { Graph, WeightSpec } from '../graph.js';
import { activationInTfjs } from '../layers/activation-functions.js';
import { kindOf } from '../layers/index.js';
import { inferShapes } from '../shapes.js';
import { activationApart } from './activation-apart.js';

/**
 * The same function in layers that TF.js layers 4.22 has, with the settings that it reads. A layer that several stand
 * for gives its name to the last of them, so that nothing else changes.
 * @throws InvalidInput naming the layer if there is no equivalent.
 */
export function forTfjs<W extends WeightSpec>(graph: Graph<W>): Graph<W> {
  const shapes = inferShapes(graph);
  const layers = graph.layers.flatMap((layer) => {
    const context = { inputs: shapes.inputsOf(layer), kerasVersion: graph.kerasVersion };
    const parts = activationApart(layer, (name) => activationInTfjs(name, graph.kerasVersion));
    return parts.flatMap((part) => kindOf(part).tfjs?.(part, context) ?? [part]);
  });
  return { ...graph, layers };
}
