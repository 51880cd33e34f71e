import type { Graph, Layer, TensorRef, WeightSpec } from './graph.js';

/** Layers that change how values lie, or nothing at all outside training. */
const REARRANGING = new Set(['Reshape', 'Flatten', 'Dropout']);

/** The activation that a graph's first output went through last, `linear` where none, and the layer that it is in. */
export function finalActivation<W extends WeightSpec>(graph: Graph<W>): { layer: Layer<W>; activation: string } {
  const layer = lastComputing(graph, graph.outputs[0]!);
  const { className, config } = layer;
  if (className === 'Softmax') return { layer, activation: 'softmax' };
  return { layer, activation: typeof config.activation === 'string' ? config.activation : 'linear' };
}

function lastComputing<W extends WeightSpec>(graph: Graph<W>, ref: TensorRef): Layer<W> {
  const layer = graph.layers.find(({ name }) => name === ref.layer)!;
  return REARRANGING.has(layer.className) ? lastComputing(graph, layer.calls[ref.call]![0]!) : layer;
}
