import type { Graph, Layer, LayerConfig, TensorRef, WeightSpec } from '../graph.js';
import { Numbering } from '../keras-names.js';
import { kerasOrder } from '../keras-order.js';
import { movedTo } from '../weights.js';
import { forKeras } from './keras-equivalent.js';

/** A graph as Keras is to have it, and the config of a Functional model that both generations read. */
export interface KerasDocument<W extends WeightSpec> {
  /** In Keras' own order, in which it keeps weights. */
  layers: Layer<W>[];
  config: Record<string, unknown>;
}

/** @throws InvalidInput naming a layer that Keras files cannot hold. */
export function kerasDocument<W extends WeightSpec>(graph: Graph<W>): KerasDocument<W> {
  const legal = withLegalNames(forKeras(graph));
  const config = {
    name: legal.name,
    trainable: true,
    layers: legal.layers.map(layerJson),
    input_layers: tensorsJson(legal.inputs),
    output_layers: tensorsJson(legal.outputs),
  };
  return { layers: kerasOrder(legal), config };
}

/** In the form of Keras 2, which Keras 3 reads too. Its SpatialDropout does not take `trainable`; without weights, none needs it. */
const layerJson = ({ name, className, config, trainable, calls, weights }: Layer<WeightSpec>) => ({
  class_name: className,
  name,
  config: { name, ...(weights.length > 0 ? { trainable } : {}), ...config },
  inbound_nodes: calls
    .filter((inputs) => inputs.length > 0)
    .map((inputs) => inputs.map((ref) => [...tensorJson(ref), {}])),
});

const tensorJson = ({ layer, call, output }: TensorRef) => [layer, call, output];

/** A model of one output gives a tensor, not a list with one. */
const tensorsJson = (refs: TensorRef[]) => (refs.length === 1 ? tensorJson(refs[0]!) : refs.map(tensorJson));

/** What both generations accept: TensorFlow's rule for the names of scopes, without the slash that Keras 3 refuses. */
const LEGAL = /^[A-Za-z0-9.][A-Za-z0-9_.-]*$/;

const legalName = (name: string): string => {
  const plain = name.replace(/[^A-Za-z0-9_.-]/g, '_');
  return LEGAL.test(plain) ? plain : `layer${plain}`;
};

/** Layers whose names Keras refuses get others, the same each time, which no other layer has. */
function withLegalNames<W extends WeightSpec>(graph: Graph<W>): Graph<W> {
  const taken = new Set(graph.layers.map(({ name }) => name).filter((name) => LEGAL.test(name)));
  const renamed = new Map<string, string>();
  for (const { name } of graph.layers) {
    if (LEGAL.test(name)) continue;
    const numbering = new Numbering();
    let candidate = numbering.next(legalName(name));
    while (taken.has(candidate)) candidate = numbering.next(legalName(name));
    taken.add(candidate);
    renamed.set(name, candidate);
  }
  const nameOf = (layer: string) => renamed.get(layer) ?? layer;
  const refTo = (ref: TensorRef): TensorRef => ({ ...ref, layer: nameOf(ref.layer) });
  return {
    ...graph,
    name: legalName(graph.name),
    layers: graph.layers.map((layer) => ({
      ...layer,
      name: nameOf(layer.name),
      config: withLegalInner(layer.config),
      calls: layer.calls.map((inputs) => inputs.map(refTo)),
      weights: movedTo(nameOf(layer.name), layer.name, layer.weights),
    })),
    inputs: graph.inputs.map(refTo),
    outputs: graph.outputs.map(refTo),
  };
}

/** The layer that a Bidirectional holds has a name too. Keras 3 finds its class only with the module. */
function withLegalInner(config: LayerConfig): LayerConfig {
  const inner = config.layer as { class_name: string; config: LayerConfig } | undefined;
  if (inner === undefined) return config;
  const { class_name, config: settings } = inner;
  const named = { ...settings, name: legalName(String(settings.name)) };
  return { ...config, layer: { module: 'keras.layers', class_name, config: named, registered_name: null } };
}
