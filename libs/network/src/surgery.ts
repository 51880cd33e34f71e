import { SurgeryRefused } from '#graft/problems';
import type { Graph, Layer, LayerConfig, Pooling, Shape, TensorRef, TopBoundary, WeightSpec } from './graph.js';
import { INPUT_LAYER, inputConfig } from './layers/input.js';
import { printed } from './layers/layer-kind.js';
import { callsInOrder, outputOf } from './order.js';
import { resizeInput } from './resize.js';
import { inferShapes, layersBelow } from './shapes.js';
import { TensorMap } from './tensor-map.js';
import { movedTo } from './weights.js';

export interface WithoutTop {
  /** As found on import or named by the publisher. */
  top: TopBoundary;
  /** How the feature map becomes a vector; `none` leaves it as it is. A boundary that is a vector has nothing to pool. */
  pooling: Pooling;
  /** [height, width, channels], if other than the network's own. */
  inputShape?: Shape;
}

/**
 * The backbone: what lies at and below the top boundary, with a global pooling on it if asked for.
 * @throws SurgeryRefused if the input size cannot work, or the boundary names no layer.
 */
export function withoutTop<W extends WeightSpec>(graph: Graph<W>, { top, pooling, inputShape }: WithoutTop): Graph<W> {
  const cut = cutAt(graph, top.layer);
  const backbone = inputShape ? resizeInput(cut, inputShape) : cut;
  return pooling === 'none' ? backbone : pooled(backbone, pooling);
}

function pooled<W extends WeightSpec>(backbone: Graph<W>, pooling: 'avg' | 'max'): Graph<W> {
  const features = backbone.outputs[0]!;
  const rank = inferShapes(backbone).of(features).length;
  if (rank === 1) return backbone;
  if (rank > 3)
    throw new SurgeryRefused(`A feature map of ${rank} dimensions cannot be pooled.`, { where: features.layer });
  const layer: Layer<W> = {
    name: freeName(`${pooling}_pool`, new Set(backbone.layers.map(({ name }) => name))),
    className: `Global${pooling === 'avg' ? 'Average' : 'Max'}Pooling${rank - 1}D`,
    config: { data_format: 'channels_last', keepdims: false },
    trainable: true,
    calls: [[features]],
    weights: [],
  };
  return { ...backbone, layers: [...backbone.layers, layer], outputs: [outputOf(layer.name)] };
}

/**
 * The part of a graph that computes a layer's output.
 * @throws SurgeryRefused for an unknown layer, or one that is called more than once.
 */
export function cutAt<W extends WeightSpec>(graph: Graph<W>, layer: string): Graph<W> {
  return cutTo(graph, [onlyOutputOf(graph, layer)]);
}

function onlyOutputOf(graph: Graph<WeightSpec>, name: string): TensorRef {
  const layer = graph.layers.find((candidate) => candidate.name === name);
  if (!layer) {
    throw new SurgeryRefused(`There is no layer "${name}".`, { where: name, accepted: 'a layer of the layer table' });
  }
  if (layer.calls.length === 1) return outputOf(name);
  throw new SurgeryRefused(
    `Layer "${name}" is shared: it is called ${layer.calls.length} times, so the network cannot be cut there.`,
    {
      where: name,
    },
  );
}

/** The part of a graph that computes these tensors: layers, calls and inputs that they do not need are left out. */
export function cutTo<W extends WeightSpec>(graph: Graph<W>, outputs: TensorRef[]): Graph<W> {
  const calls = callsInOrder(graph);
  const needed = new TensorMap<true>();
  for (const output of outputs) needed.set(output, true);
  for (const { layer, call, inputs } of calls.toReversed()) {
    if (needed.has(outputOf(layer.name, call))) for (const input of inputs) needed.set(input, true);
  }
  // Calls are counted again where one is left out.
  const renumbered = new TensorMap<TensorRef>();
  for (const { name, calls } of graph.layers) {
    calls
      .map((_, call) => outputOf(name, call))
      .filter((ref) => needed.has(ref))
      .forEach((ref, call) => renumbered.set(ref, outputOf(name, call)));
  }
  const layers = graph.layers.map((layer) => ({
    ...layer,
    calls: layer.calls
      .filter((_, call) => needed.has(outputOf(layer.name, call)))
      .map((inputs) => inputs.map((input) => renumbered.get(input)!)),
  }));
  return {
    ...graph,
    layers: layers.filter(({ calls }) => calls.length > 0),
    inputs: graph.inputs.filter((input) => needed.has(input)),
    outputs: outputs.map((output) => renumbered.get(output)!),
  };
}

/**
 * Splits a graph in two at a layer's output: `graft(prefix, suffix)` is the whole again.
 * @throws SurgeryRefused if the rest also reads what lies below the layer.
 */
export function split<W extends WeightSpec>(graph: Graph<W>, layer: string): { prefix: Graph<W>; suffix: Graph<W> } {
  const cut = onlyOutputOf(graph, layer);
  const prefix = cutTo(graph, [cut]);
  const below = layersBelow(graph, layer);
  const above = graph.layers.filter(({ name }) => !below.has(name));
  const input = freeName(`${layer}_features`, new Set(above.map(({ name }) => name)));
  const entry = outputOf(input);
  const replace = (ref: TensorRef, reader: string): TensorRef => {
    if (ref.layer === layer) return entry;
    if (!below.has(ref.layer)) return ref;
    throw new SurgeryRefused(
      `The network cannot be split at "${layer}": ${reader} also reads "${ref.layer}", which lies below it.`,
      {
        where: layer,
        received: ref.layer,
        accepted: 'a layer that all of the rest is computed from',
      },
    );
  };
  const suffix: Graph<W> = {
    ...graph,
    layers: [
      inputLayer(input, inferShapes(graph).of(cut)),
      ...above.map((each) => ({
        ...each,
        calls: each.calls.map((inputs) => inputs.map((ref) => replace(ref, `layer "${each.name}"`))),
      })),
    ],
    inputs: [entry],
    outputs: graph.outputs.map((ref) => replace(ref, 'the output')),
  };
  const inputs = suffix.layers.filter(({ className, name }) => className === INPUT_LAYER && name !== input);
  if (inputs.length > 0) {
    throw new SurgeryRefused(`The network cannot be split at "${layer}": input "${inputs[0]!.name}" goes past it.`, {
      where: layer,
    });
  }
  return { prefix, suffix };
}

const inputLayer = (name: string, shape: Shape): Layer<never> => ({
  name,
  className: INPUT_LAYER,
  config: inputConfig(shape),
  trainable: true,
  calls: [[]],
  weights: [],
});

/**
 * Puts a head on a prefix: the head's input becomes the prefix' output. A layer of the head whose name is taken gets
 * a number behind it.
 * @throws SurgeryRefused if the head expects another shape, or both follow different Kerases where those differ.
 */
export function graft<W extends WeightSpec>(prefix: Graph<W>, head: Graph<W>): Graph<W> {
  const [features] = prefix.outputs;
  const [entry] = head.inputs;
  if (!features || !entry || prefix.outputs.length !== 1 || head.inputs.length !== 1) {
    throw new SurgeryRefused('A head can only be attached to one output, and must have one input.', {
      received: { outputs: prefix.outputs.length, inputs: head.inputs.length },
    });
  }
  checkFit(inferShapes(prefix).of(features), inferShapes(head).of(entry), features.layer);
  const taken = new Set(prefix.layers.map(({ name }) => name));
  const names = new Map<string, string>();
  for (const { name } of head.layers) {
    if (name === entry.layer) continue;
    names.set(name, freeName(name, taken));
    taken.add(names.get(name)!);
  }
  const moved = (ref: TensorRef): TensorRef =>
    ref.layer === entry.layer ? features : { ...ref, layer: names.get(ref.layer)! };
  const layers = head.layers
    .filter(({ name }) => name !== entry.layer)
    .map((layer) => {
      const name = names.get(layer.name)!;
      const calls = layer.calls.map((inputs) => inputs.map(moved));
      return { ...layer, name, calls, weights: movedTo(name, layer.name, layer.weights) };
    });
  return {
    ...prefix,
    layers: [...prefix.layers, ...layers],
    outputs: head.outputs.map(moved),
    kerasVersion: commonVersion(prefix, head),
  };
}

function checkFit(features: Shape, entry: Shape, where: string): void {
  const fits =
    features.length === entry.length &&
    entry.every((extent, i) => extent === null || features[i] === null || extent === features[i]);
  if (fits) return;
  throw new SurgeryRefused(`The head takes ${printed(entry)}; "${where}" gives ${printed(features)}.`, {
    where,
    received: features,
    accepted: entry,
  });
}

/** The one whose meaning is asked for: settings differ between versions in `hard_sigmoid` only. */
function commonVersion(prefix: Graph<WeightSpec>, head: Graph<WeightSpec>): Graph['kerasVersion'] {
  const depends = ({ layers }: Graph<WeightSpec>) => layers.some(({ config }) => usesHardSigmoid(config));
  if (!depends(head)) return prefix.kerasVersion;
  if (!depends(prefix)) return head.kerasVersion;
  if ((prefix.kerasVersion === 3) === (head.kerasVersion === 3)) return prefix.kerasVersion;
  throw new SurgeryRefused('Prefix and head come from Keras versions that mean different things by "hard_sigmoid".', {
    received: [prefix.kerasVersion, head.kerasVersion],
  });
}

const usesHardSigmoid = (config: LayerConfig): boolean => JSON.stringify(config).includes('"hard_sigmoid"');

function freeName(wish: string, taken: Set<string>): string {
  let name = wish;
  for (let i = 1; taken.has(name); i++) name = `${wish}_${i}`;
  return name;
}
