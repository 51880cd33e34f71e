import type { Graph, Layer, LayerConfig, WeightSpec } from '../graph.js';
import { outputOf } from '../order.js';
import { axisIn } from '../lowering/builder.js';
import {
  activate,
  activatesAcrossChannels,
  activationInKeras,
  activationInTfjs,
  hardSigmoidSlope,
} from './activation-functions.js';
import { inEitherLayout } from './channels.js';
import { given } from './convolution-settings.js';
import { chain, type LayerKind, notInKeras, notInTfjs, onlyInput, weightNamed } from './layer-kind.js';

/** A layer of one activation function. */
const activation: LayerKind = {
  className: 'Activation',
  settings: { activation: undefined },
  activatesWithin: true,
  channelsLast: (config) => (activatesAcrossChannels(config.activation as string) ? null : config),
  outputShape: onlyInput,
  lower: ({ inputs, settings, onnx, kerasVersion }) => activate(inputs[0]!, settings, onnx, kerasVersion),
  keras: (layer, kerasVersion) =>
    activationInKeras(layer.config.activation as string) ? [layer] : inStraightPieces(layer, kerasVersion),
  tfjs(layer, { kerasVersion }) {
    const name = layer.config.activation as string;
    return activationInTfjs(name, kerasVersion) ? [layer] : activationForTfjs(layer, name);
  },
};

function activationForTfjs<W extends WeightSpec>(layer: Layer<W>, name: string): Layer<W>[] {
  switch (name) {
    case 'leaky_relu':
      return chain(layer, [{ className: 'LeakyReLU', config: { alpha: 0.2 } }]);
    case 'hard_sigmoid':
    case 'hard_swish':
      return inStraightPieces(layer, 3);
    default:
      throw notInTfjs(layer, `it has no activation function "${name}"`);
  }
}

/** An Activation of `hard_sigmoid` or `hard_swish` as layers that mean the same in every generation and format. */
function inStraightPieces<W extends WeightSpec>(layer: Layer<W>, kerasVersion: Graph['kerasVersion']): Layer<W>[] {
  const sigmoid = (slope: number) => [
    { suffix: 'slope', className: 'Rescaling', config: { scale: slope, offset: 0.5 } },
    { suffix: 'bounds', className: 'ReLU', config: { max_value: 1 } },
  ];
  if (layer.config.activation === 'hard_sigmoid') return chain(layer, sigmoid(hardSigmoidSlope(kerasVersion)));
  const name = `${layer.name}_gate`;
  const calls = layer.calls.map((inputs, call) => [...inputs, outputOf(name, call)]);
  return [...chain({ ...layer, name }, sigmoid(1 / 6)), { ...layer, className: 'Multiply', config: {}, calls }];
}

/** max(0, x), with a ceiling, a slope below the threshold and a threshold if set. */
const relu: LayerKind = {
  className: 'ReLU',
  settings: { max_value: null, negative_slope: 0, threshold: 0 },
  modernise: unwrapped,
  channelsLast: inEitherLayout,
  outputShape: onlyInput,
  lower({ inputs, settings, onnx }) {
    const x = inputs[0]!;
    const ceiling = settings.numberOrNull('max_value');
    const slope = settings.number('negative_slope');
    const threshold = settings.number('threshold');
    if (slope === 0 && threshold === 0) {
      return ceiling === null ? onnx.map(x, 'Relu') : onnx.map(x, 'Clip', {}, onnx.scalar(0), onnx.scalar(ceiling));
    }
    const capped = ceiling === null ? x : onnx.map(x, 'Min', {}, onnx.scalar(ceiling));
    const above = onnx.op('GreaterOrEqual', [x.name, onnx.scalar(threshold)]);
    const below = onnx.map(onnx.map(x, 'Sub', {}, onnx.scalar(threshold)), 'Mul', {}, onnx.scalar(slope));
    return { ...x, name: onnx.op('Where', [above, capped.name, below.name]) };
  },
  tfjs(layer) {
    const { max_value, negative_slope, threshold } = layer.config;
    if (negative_slope === 0 && threshold === 0)
      return [{ ...layer, config: given('max_value', max_value ?? undefined) }];
    if (threshold === 0 && max_value === null)
      return chain(layer, [{ className: 'LeakyReLU', config: { alpha: negative_slope } }]);
    throw notInTfjs(
      layer,
      `it has no ReLU with max_value ${String(max_value)}, negative_slope ${String(negative_slope)} and threshold ${String(threshold)}`,
    );
  },
};

const leakyRelu: LayerKind = {
  className: 'LeakyReLU',
  settings: { alpha: 0.3 },
  modernise({ negative_slope, ...config }) {
    return unwrapped({ ...config, ...given('alpha', negative_slope) });
  },
  channelsLast: inEitherLayout,
  outputShape: onlyInput,
  lower: ({ inputs, settings, onnx }) =>
    onnx.map(inputs[0]!, 'LeakyRelu', { alpha: { float: settings.number('alpha') } }),
};

/** LeakyReLU with a learned slope for each value, shared along `shared_axes` (1 is the first after the batch). */
const prelu: LayerKind = {
  className: 'PReLU',
  settings: { shared_axes: null },
  weights(settings, inputs) {
    const input = onlyInput(settings, inputs);
    const axes = settings.get('shared_axes') ?? [];
    if (!Array.isArray(axes) || !axes.every((axis) => Number.isInteger(axis) && axis >= 1 && axis <= input.length)) {
      throw settings.refused('shared_axes', `axes from 1 to ${input.length}, or null`);
    }
    const shape = input.map((extent, i) => (axes.includes(i + 1) ? 1 : extent));
    if (shape.includes(null)) throw settings.refused('shared_axes', 'all axes whose extent is free');
    return [{ variable: 'alpha', shape: shape as number[] }];
  },
  outputShape: onlyInput,
  lower({ layer, inputs, onnx }) {
    const x = onnx.channelsLast(inputs[0]!);
    return onnx.map(x, 'PRelu', {}, onnx.weight(weightNamed(layer, 'alpha')));
  },
};

const elu: LayerKind = {
  className: 'ELU',
  settings: { alpha: 1 },
  modernise: unwrapped,
  channelsLast: inEitherLayout,
  outputShape: onlyInput,
  lower: ({ inputs, settings, onnx }) => onnx.map(inputs[0]!, 'Elu', { alpha: { float: settings.number('alpha') } }),
  tfjs(layer) {
    const alpha = layer.config.alpha as number;
    if (alpha === 1) return [layer];
    // TF.js has alpha = 1 only: elu(x, α) = α · elu(x, 1) + (1 - α) · relu(x)
    const part = (suffix: string, className: string, config: LayerConfig, scale: number) =>
      chain({ ...layer, name: `${layer.name}_${suffix}` }, [
        { suffix: 'whole', className, config },
        { className: 'Rescaling', config: { scale, offset: 0 } },
      ]);
    const calls = layer.calls.map((_, call) =>
      ['elu', 'relu'].map((suffix) => outputOf(`${layer.name}_${suffix}`, call)),
    );
    return [
      ...part('elu', 'ELU', { alpha: 1 }, alpha),
      ...part('relu', 'ReLU', {}, 1 - alpha),
      { ...layer, className: 'Add', config: {}, calls },
    ];
  },
};

/** x where it is above theta, else 0. */
const thresholdedRelu: LayerKind = {
  className: 'ThresholdedReLU',
  settings: { theta: 1 },
  modernise: unwrapped,
  channelsLast: inEitherLayout,
  outputShape: onlyInput,
  lower: ({ inputs, settings, onnx }) =>
    onnx.map(inputs[0]!, 'ThresholdedRelu', { alpha: { float: settings.number('theta') } }),
  // Gone from Keras 3, whose ReLU has a threshold instead, above which it begins as this one does.
  keras(layer) {
    const threshold = layer.config.theta as number;
    if (threshold < 0) throw notInKeras(layer, 'theta', threshold, 'its ReLU has no threshold below 0');
    return chain(layer, [{ className: 'ReLU', config: { threshold } }]);
  },
};

const softmax: LayerKind = {
  className: 'Softmax',
  settings: { axis: -1 },
  activation: 'softmax',
  outputShape: onlyInput,
  lower({ inputs, settings, onnx }) {
    const x = inputs[0]!;
    return onnx.map(x, 'Softmax', { axis: axisIn(x, settings.axis('axis', x.shape.length)) });
  },
};

/** Some tf.keras versions write a number as `{ value: 6 }` or `{ class_name: '__numpy__', … }`. */
function unwrapped(config: LayerConfig): LayerConfig {
  const plain = (value: unknown): unknown =>
    typeof value === 'object' && value !== null && 'value' in value ? value.value : value;
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [key, plain(value)]));
}

export const activations = [activation, relu, leakyRelu, prelu, elu, thresholdedRelu, softmax];
