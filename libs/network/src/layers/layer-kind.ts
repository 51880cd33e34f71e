import { InvalidInput, SurgeryRefused } from '#graft/problems';
import type { Graph, Layer, LayerConfig, Shape, Weight, WeightSpec } from '../graph.js';
import type { OnnxBuilder } from '../lowering/builder.js';
import type { Value } from '../lowering/lowered-graph.js';
import { outputOf } from '../order.js';
import { movedTo, nameWithin } from '../weights.js';
import type { ModerniseWeights } from './older-weights.js';
import { Settings } from './settings.js';

/** Everything about a class of layers. Each family of classes has a separate file. */
export interface LayerKind {
  /** Keras 2's name. */
  readonly className: string;
  /** Other names it goes by in Keras 1, 2 and 3. */
  readonly aliases?: readonly string[];
  /**
   * The settings that decide what the layer computes, with Keras' defaults; `undefined` where a file must say. Others
   * (initialisers, regularisers, constraints, seeds) are dropped on reading.
   */
  readonly settings: LayerConfig;
  /** Settings of other Keras generations brought to Keras 2's names and meanings. @throws ModelRefused */
  modernise?(config: LayerConfig, settings: Settings): LayerConfig;
  /** The part that it plays in a network, where surgery asks for it. */
  readonly role?: Role;
  /** Dimensions that its window slides over, or that it pools or pads; for the classes with a `data_format`. */
  readonly spatial?: 1 | 2;
  /** The activation function that the class itself is. Other layers name theirs in the setting `activation`. */
  readonly activation?: string;
  /** Whether the setting `activation` works within the layer, so that it cannot become a layer behind it. */
  readonly activatesWithin?: boolean;
  /** Whether it draws random numbers in training; all other layers run as in inference. */
  readonly random?: boolean;
  /**
   * The settings of a call whose inputs have their channels moved from the front to the end, for files in Theano's layout
   * (`data_format: channels_first`). Null, or without it: it needs its inputs in the file's own order.
   * @param rank dimensions of the inputs, without batch
   */
  channelsLast?(config: LayerConfig, rank: number): LayerConfig | null;
  /** Variables in Keras' order. */
  weights?(settings: Settings, inputs: Shape[]): WeightRule[];
  readonly moderniseWeights?: ModerniseWeights;
  /** Variables by the path that holds them below the layer in a `.keras` file. Without it: all under the layer itself. */
  variablePaths?(layer: Layer<Weight>): Map<string, Weight[]>;
  /** @throws SurgeryRefused if the inputs cannot work, ModelRefused where the settings cannot. */
  outputShape(settings: Settings, inputs: Shape[]): Shape;
  /** Writes one call of the layer as ONNX operators. */
  lower(call: LayerCall): Value;
  /**
   * Layers and settings that mean the same to Keras 2 (tf_keras 2.19) and Keras 3, the last one under this layer's name.
   * Without it, the layer is the same to both.
   * @throws InvalidInput if there are none
   */
  keras?<W extends WeightSpec>(layer: Layer<W>, kerasVersion: Graph['kerasVersion']): Layer<W>[];
  /**
   * Layers of TF.js layers 4.22 that compute the same, the last one under this layer's name. Without it, the layer is
   * there under the same class and settings.
   * @throws InvalidInput if TF.js has no equivalent.
   */
  tfjs?<W extends WeightSpec>(
    layer: Layer<W>,
    context: { inputs: Shape[]; kerasVersion: Graph['kerasVersion'] },
  ): Layer<W>[];
}

/**
 * `identity` does nothing in inference; `scaling` scales pixels; `convolution` computes a place from its surroundings, for
 * each filter; `global-pooling` and `reshaping` end a feature map.
 */
export type Role = 'input' | 'identity' | 'scaling' | 'convolution' | 'global-pooling' | 'reshaping';

/** A variable that a layer must have. */
export interface WeightRule {
  variable: string;
  shape: number[];
}

/** One call of a layer, to be lowered to ONNX. */
export interface LayerCall {
  settings: Settings;
  layer: Layer<Weight>;
  inputs: Value[];
  outputShape: Shape;
  onnx: OnnxBuilder;
  kerasVersion: Graph['kerasVersion'];
  /** Whether to keep what acts in training only, and each weight as a constant of its own. */
  training: boolean;
}

/** The layer's variable of that name, or null if its settings leave it out (no bias). */
export function findWeight<W extends WeightSpec>(layer: Layer<W>, variable: string): W | null {
  return layer.weights.find((weight) => nameWithin(layer.name, weight) === variable) ?? null;
}

export function weightNamed<W extends WeightSpec>(layer: Layer<W>, variable: string): W {
  const weight = findWeight(layer, variable);
  if (!weight) throw new SurgeryRefused(`Layer "${layer.name}" has no weight "${variable}".`, { where: layer.name });
  return weight;
}

/** The one input of a layer that takes one. */
export function onlyInput(settings: Settings, inputs: Shape[], rank?: number): Shape {
  const [input] = inputs;
  const { name, className } = settings.layer;
  if (inputs.length !== 1 || !input) {
    throw new SurgeryRefused(`Layer "${name}" (${className}) takes one input, received ${inputs.length}.`, {
      where: name,
    });
  }
  if (rank !== undefined && input.length !== rank) {
    throw new SurgeryRefused(
      `Layer "${name}" (${className}) takes ${rank} dimensions after the batch, received ${printed(input)}.`,
      { where: name, received: input, accepted: `${rank} dimensions` },
    );
  }
  return input;
}

/** The last extent of a shape, which a layer's weights depend on. */
export function channelsOf(settings: Settings, input: Shape): number {
  const channels = input.at(-1);
  if (channels == null) {
    const { name, className } = settings.layer;
    throw new SurgeryRefused(
      `Layer "${name}" (${className}) needs a known number of channels, received ${printed(input)}.`,
      {
        where: name,
        received: input,
      },
    );
  }
  return channels;
}

/** How many values a shape holds; null if an extent is free. */
export const extentOf = (shape: Shape): number | null =>
  shape.reduce<number | null>((product, extent) => (product === null || extent === null ? null : product * extent), 1);

/** `7 × 7 × 1280`, with `?` for a free extent. */
export const printed = (shape: readonly (number | null)[]): string => shape.map((extent) => extent ?? '?').join(' × ');

/** A problem for a layer that no file can hold which Keras 2 and 3 read alike. */
export function notInKeras(
  layer: { name: string; className: string },
  key: string,
  received: unknown,
  why: string,
): InvalidInput {
  return new InvalidInput(
    `Keras files cannot hold layer "${layer.name}" (${layer.className}) with ${key} ${JSON.stringify(received)}: ${why}.`,
    { where: layer.name, received },
  );
}

/** A layer that passes its input through, instead of one that the reader lacks and that acts in training only. */
export const passedThrough = <W extends WeightSpec>(layer: Layer<W>): Layer<W>[] =>
  chain(layer, [{ className: 'Activation', config: { activation: 'linear' } }]);

/** A problem for a layer that TF.js layers cannot hold. */
export function notInTfjs(layer: { name: string; className: string }, what: string): InvalidInput {
  return new InvalidInput(`TF.js layers cannot hold layer "${layer.name}" (${layer.className}): ${what}.`, {
    where: layer.name,
  });
}

/** Layers that stand one behind another in the place of one layer, whose name the last of them takes. */
export function chain<W extends WeightSpec>(
  layer: Layer<W>,
  steps: { suffix?: string; className: string; config: LayerConfig; weights?: W[] }[],
): Layer<W>[] {
  const names = steps.map(({ suffix }, i) => (i === steps.length - 1 ? layer.name : `${layer.name}_${suffix}`));
  return steps.map(({ className, config, weights = [] }, i) => ({
    name: names[i]!,
    className,
    config,
    trainable: layer.trainable,
    calls: i === 0 ? layer.calls : layer.calls.map((_, call) => [outputOf(names[i - 1]!, call)]),
    weights: movedTo(names[i]!, layer.name, weights),
  }));
}
