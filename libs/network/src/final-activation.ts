import type { Graph, Layer, TensorRef, WeightSpec } from './graph.js';
import { kindOf } from './layers/index.js';

/** The activation that a graph's first output went through last, `linear` if none, and the layer that it is in. */
export function finalActivation<W extends WeightSpec>(graph: Graph<W>): { layer: Layer<W>; activation: string } {
  const layer = lastComputing(graph, graph.outputs[0]!);
  return { layer, activation: activationOf(layer) };
}

/** The activation function that a layer applies last, `linear` if none. */
export function activationOf(layer: Layer<WeightSpec>): string {
  const { activation } = layer.config;
  return kindOf(layer).activation ?? (typeof activation === 'string' ? activation : 'linear');
}

/** The layer as it is without the activation function that it applies last. */
export function withoutActivation<W extends WeightSpec>(layer: Layer<W>): Layer<W> {
  if (kindOf(layer).activation !== undefined)
    return { ...layer, className: 'Activation', config: { activation: 'linear' } };
  return { ...layer, config: { ...layer.config, activation: 'linear' } };
}

/** Follows what only changes how the values lie, or does nothing outside training. */
function lastComputing<W extends WeightSpec>(graph: Graph<W>, ref: TensorRef): Layer<W> {
  const layer = graph.layers.find(({ name }) => name === ref.layer)!;
  const { role } = kindOf(layer);
  const passesOn = role === 'reshaping' || role === 'identity';
  return passesOn ? lastComputing(graph, layer.calls[ref.call]![0]!) : layer;
}
