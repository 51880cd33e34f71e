import type { Layer, Weight, WeightSpec } from '../graph.js';
import { type OnnxBuilder, perChannel } from '../lowering/builder.js';
import type { Value } from '../lowering/lowered-graph.js';
import { values } from '../weights.js';
import { axisChannelsLast } from './channels.js';
import { channelsOf, findWeight, type LayerCall, type LayerKind, onlyInput, weightNamed } from './layer-kind.js';
import type { Settings } from './settings.js';

function overChannelsOnly(settings: Settings, rank: number): void {
  if (settings.axis('axis', rank) !== rank - 1)
    throw settings.refused('axis', 'the last axis, which holds the channels');
}

/** tf_keras writes a list with one axis, which Keras 3 does not take; only the last can be. */
const onLastAxis = <W extends WeightSpec>(layer: Layer<W>): Layer<W>[] => [
  { ...layer, config: { ...layer.config, axis: -1 } },
];

/** With its moving averages, as in inference (Ioffe and Szegedy 2015). */
const batchNormalization: LayerKind = {
  className: 'BatchNormalization',
  aliases: ['BatchNormalizationV1', 'BatchNormalizationV2', 'SyncBatchNormalization'],
  settings: { axis: -1, momentum: 0.99, epsilon: 0.001, center: true, scale: true },
  modernise(config, settings) {
    // Keras 1's mode 0 normalises each feature by its averages, as Keras 2 always does.
    if (config.mode !== undefined) settings.only('mode', 0);
    return config;
  },
  channelsLast: (config, rank) => (axisChannelsLast(config.axis, rank) === rank ? { ...config, axis: -1 } : null),
  weights(settings, inputs) {
    const input = onlyInput(settings, inputs);
    overChannelsOnly(settings, input.length);
    const shape = [channelsOf(settings, input)];
    return [
      ...(settings.flag('scale') ? ['gamma'] : []),
      ...(settings.flag('center') ? ['beta'] : []),
      'moving_mean',
      'moving_variance',
    ].map((variable) => ({ variable, shape }));
  },
  outputShape: onlyInput,
  lower(call) {
    const { layer, inputs, onnx, settings, training } = call;
    const x = training ? onnx.channelsFirst(inputs[0]!) : inputs[0]!;
    const mean = weightNamed(layer, 'moving_mean');
    const variance = weightNamed(layer, 'moving_variance');
    const gamma = findWeight(layer, 'gamma');
    const beta = findWeight(layer, 'beta');
    const channels = mean.shape[0]!;
    const epsilon = settings.number('epsilon');
    if (x.layout === 'channels-first' || x.shape.length === 1) {
      const ones = gamma ? onnx.weight(gamma) : constant(onnx, 1, channels);
      const zeros = beta ? onnx.weight(beta) : constant(onnx, 0, channels);
      const operands = [ones, zeros, onnx.weight(mean), onnx.weight(variance)];
      return onnx.map(x, 'BatchNormalization', { epsilon: { float: epsilon } }, ...operands);
    }
    const slopes = () => scaling(values(variance), gamma && values(gamma), epsilon);
    return scaleAndShift(call, x, channels, {
      from: [gamma, beta, mean, variance],
      slopes,
      shift: () => shifts(slopes(), values(mean), beta && values(beta)),
    });
  },
  keras: onLastAxis,
};

const constant = (onnx: OnnxBuilder, value: number, channels: number): string =>
  onnx.floats(`${channels} times ${value}`, [channels], () => new Float32Array(channels).fill(value));

/** y = slope · x + shift for each channel, in the layout that x has. */
function scaleAndShift({ layer, onnx }: LayerCall, x: Value, channels: number, { from, slopes, shift }: Line): Value {
  const dims = perChannel(x, channels);
  const operand = (part: string, data: () => Float32Array) => {
    const name = `${layer.name}/${part}${dims.length > 1 ? `_${dims.length - 1}` : ''}`;
    return from ? onnx.derived(name, dims, from, data) : onnx.floats(name, dims, data);
  };
  const scaled = onnx.map(x, 'Mul', {}, operand('slope', slopes));
  return onnx.map(scaled, 'Add', {}, operand('shift', shift));
}

/** A slope and a shift for each channel, and the weights that both are computed from, if any. */
interface Line {
  from: (Weight | null)[] | null;
  slopes: () => Float32Array;
  shift: () => Float32Array;
}

const scaling = (variance: Float32Array, gamma: Float32Array | null, epsilon: number): Float32Array =>
  variance.map((v, i) => (gamma?.[i] ?? 1) / Math.sqrt(v + epsilon));

const shifts = (slopes: Float32Array, mean: Float32Array, beta: Float32Array | null): Float32Array =>
  mean.map((m, i) => (beta?.[i] ?? 0) - m * slopes[i]!);

/** Over the channels of each place (Ba et al. 2016). */
const layerNormalization: LayerKind = {
  className: 'LayerNormalization',
  settings: { axis: -1, epsilon: 0.001, center: true, scale: true, rms_scaling: false },
  weights(settings, inputs) {
    const input = onlyInput(settings, inputs);
    overChannelsOnly(settings, input.length);
    settings.only('rms_scaling', false);
    const shape = [channelsOf(settings, input)];
    return [...(settings.flag('scale') ? ['gamma'] : []), ...(settings.flag('center') ? ['beta'] : [])].map(
      (variable) => ({ variable, shape }),
    );
  },
  outputShape: onlyInput,
  lower({ layer, inputs, onnx, settings }) {
    const x = onnx.channelsLast(inputs[0]!);
    const channels = x.shape.at(-1)!;
    const gamma = findWeight(layer, 'gamma');
    const beta = findWeight(layer, 'beta');
    const operands = [gamma ? onnx.weight(gamma) : constant(onnx, 1, channels), ...(beta ? [onnx.weight(beta)] : [])];
    return onnx.map(x, 'LayerNormalization', { axis: -1, epsilon: { float: settings.number('epsilon') } }, ...operands);
  },
  keras(layer) {
    const { rms_scaling: _, ...config } = layer.config; // Keras 3's, always false here
    return onLastAxis({ ...layer, config });
  },
  tfjs(layer) {
    const { rms_scaling: _, ...config } = layer.config;
    return [{ ...layer, config }];
  },
};

const NORMALIZATION_EPSILON = 1e-7;

/** Of features to mean 0 and variance 1, by statistics that were taken over the data. */
const normalization: LayerKind = {
  className: 'Normalization',
  role: 'scaling',
  settings: { axis: -1, invert: false, mean: null, variance: null },
  weights(settings, inputs) {
    const input = onlyInput(settings, inputs);
    overChannelsOnly(settings, input.length);
    settings.only('invert', false);
    for (const key of ['mean', 'variance']) if (settings.get(key) !== null) throw settings.refused(key, 'weights');
    const shape = [channelsOf(settings, input)];
    return [
      { variable: 'mean', shape },
      { variable: 'variance', shape },
      { variable: 'count', shape: [] },
    ];
  },
  outputShape: onlyInput,
  lower(call) {
    const mean: Weight = weightNamed(call.layer, 'mean');
    const variance: Weight = weightNamed(call.layer, 'variance');
    const slopes = () => values(variance).map((v) => 1 / Math.max(Math.sqrt(v), NORMALIZATION_EPSILON));
    const shift = () => shifts(slopes(), values(mean), null);
    return scaleAndShift(call, call.inputs[0]!, mean.shape[0]!, { from: [mean, variance], slopes, shift });
  },
  keras: onLastAxis,
  tfjs(layer) {
    const named = (variable: string, name: string) => ({ ...weightNamed(layer, variable), name });
    return [
      {
        ...layer,
        className: 'BatchNormalization',
        config: { axis: -1, epsilon: NORMALIZATION_EPSILON ** 2, center: false, scale: false },
        trainable: false,
        weights: [named('mean', `${layer.name}/moving_mean`), named('variance', `${layer.name}/moving_variance`)],
      },
    ];
  },
};

/** x · scale + offset, each a number, or one for each channel: TF.js documents a number, and takes either. */
const rescaling: LayerKind = {
  className: 'Rescaling',
  settings: { scale: undefined, offset: 0 },
  role: 'scaling',
  outputShape(settings, inputs) {
    const input = onlyInput(settings, inputs);
    if (hasListOfScales(settings)) scales(settings, channelsOf(settings, input));
    return input;
  },
  lower(call) {
    const { settings, inputs, onnx } = call;
    const x = inputs[0]!;
    if (hasListOfScales(settings)) {
      const [scale, offset] = scales(settings, x.shape.at(-1)!);
      return scaleAndShift(call, x, scale.length, {
        from: null,
        slopes: () => Float32Array.from(scale),
        shift: () => Float32Array.from(offset),
      });
    }
    const scaled = onnx.map(x, 'Mul', {}, onnx.scalar(settings.number('scale')));
    return onnx.map(scaled, 'Add', {}, onnx.scalar(settings.number('offset')));
  },
};

const hasListOfScales = (settings: Settings): boolean =>
  ['scale', 'offset'].some((key) => Array.isArray(settings.get(key)));

/** Scale and offset of each channel. @throws ModelRefused */
function scales(settings: Settings, channels: number): [number[], number[]] {
  return ['scale', 'offset'].map((key) => {
    const value = settings.get(key);
    const list: unknown[] = Array.isArray(value) ? value : Array<unknown>(channels).fill(value);
    if (list.length === channels && list.every((item) => Number.isFinite(item))) return list as number[];
    throw settings.refused(key, `a number, or one for each of ${channels} channels`);
  }) as [number[], number[]];
}

export const normalizations = [batchNormalization, layerNormalization, normalization, rescaling];
