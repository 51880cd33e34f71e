import { InvalidInput } from '#graft/problems';
import type { Graph, Layer, LayerConfig, WeightSpec } from '../graph.js';
import { activationApart, inStraightPieces } from '../layers/activation.js';
import { chain } from '../layers/layer-kind.js';

type Kind = Graph['kerasVersion'];

/** Functions that Keras 2 and 3 do not both have, or by which they mean different ones. */
const DIFFERENT_ACTIVATIONS = ['hard_sigmoid', 'hard_swish'];

/**
 * The same function in layers and settings that mean the same to Keras 2 (tf_keras 2.19) and Keras 3. A layer that
 * several stand for gives its name to the last of them, so that nothing else changes.
 * @throws InvalidInput naming the layer where there is no equivalent.
 */
export function forKeras<W extends WeightSpec>(graph: Graph<W>): Graph<W> {
  const layers = graph.layers.flatMap((layer) => {
    refuseWithinCell(layer);
    const parts = activationApart(layer, (name) => !DIFFERENT_ACTIVATIONS.includes(name) || layer.className in CELLS);
    return parts.flatMap((part) => equivalents[part.className]?.(part, graph.kerasVersion) ?? [part]);
  });
  return { ...graph, layers };
}

const withConfig = <W extends WeightSpec>(layer: Layer<W>, config: LayerConfig): Layer<W>[] => [{ ...layer, config }];

const lastAxis = <W extends WeightSpec>(layer: Layer<W>) => withConfig(layer, { ...layer.config, axis: -1 });

/** One of Keras 3's settings that Keras 2 does not take, and that says nothing new. */
const channelsLast = <W extends WeightSpec>(layer: Layer<W>) => {
  const { data_format: _, ...config } = layer.config;
  return withConfig(layer, config);
};

const passedThrough = <W extends WeightSpec>(layer: Layer<W>) =>
  chain(layer, [{ className: 'Activation', config: { activation: 'linear' } }]);

/** By class of the layer. Classes that are not here are the same in both generations. */
const equivalents: Record<string, <W extends WeightSpec>(layer: Layer<W>, kerasVersion: Kind) => Layer<W>[]> = {
  Activation: (layer, kerasVersion) =>
    DIFFERENT_ACTIVATIONS.includes(layer.config.activation as string) ? inStraightPieces(layer, kerasVersion) : [layer],
  // Gone from Keras 3, whose ReLU has a threshold instead, above which it begins as this one does.
  ThresholdedReLU: (layer) => {
    const threshold = layer.config.theta as number;
    if (threshold < 0) throw notInKeras(layer, 'theta', threshold, 'its ReLU has no threshold below 0');
    return chain(layer, [{ className: 'ReLU', config: { threshold } }]);
  },
  // tf_keras writes a list with one axis, which Keras 3 does not take; only the last can be.
  BatchNormalization: lastAxis,
  Normalization: lastAxis,
  LayerNormalization: (layer) => {
    const { rms_scaling: _, ...config } = layer.config; // Keras 3's, always false here
    return withConfig(layer, { ...config, axis: -1 });
  },
  Resizing: (layer) => {
    const { pad_to_aspect_ratio: _, antialias: __, ...config } = layer.config; // Keras 3's, always false here
    return withConfig(layer, config);
  },
  Reshape: (layer) =>
    withConfig(layer, { target_shape: (layer.config.target_shape as (number | null)[]).map((extent) => extent ?? -1) }),
  ZeroPadding1D: channelsLast,
  Cropping1D: channelsLast,
  // Gone from Keras 3; they act in training only.
  RandomHeight: passedThrough,
  RandomWidth: passedThrough,
};

const CELLS = { SimpleRNN: true, LSTM: true, GRU: true };

/** A function that the generations do not share cannot be taken out of a cell, where it is applied at each step. */
function refuseWithinCell(layer: Layer<WeightSpec>): void {
  const inner = layer.className === 'Bidirectional' ? (layer.config.layer as { config: LayerConfig }).config : null;
  if (!inner && !(layer.className in CELLS)) return;
  for (const key of ['activation', 'recurrent_activation']) {
    const received = (inner ?? layer.config)[key];
    if (!DIFFERENT_ACTIVATIONS.includes(received as string)) continue;
    throw notInKeras(layer, key, received, 'Keras 2 and 3 mean different functions by it');
  }
}

function notInKeras(layer: Layer<WeightSpec>, key: string, received: unknown, why: string): InvalidInput {
  return new InvalidInput(
    `Keras files cannot hold layer "${layer.name}" (${layer.className}) with ${key} ${JSON.stringify(received)}: ${why}.`,
    { where: layer.name, received },
  );
}
