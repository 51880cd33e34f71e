import type { LayerConfig, Shape } from '../graph.js';
import type { Value } from '../lowering/lowered-graph.js';
import { given, modernDataFormat } from './convolution-settings.js';
import { chain, type LayerKind, onlyInput } from './layer-kind.js';
import type { Settings } from './settings.js';
import { slideOver, type Window } from './window.js';

type Statistic = 'Average' | 'Max';

/** The largest or mean value under a window; padded places do not count. */
function pooling(statistic: Statistic, spatial: 1 | 2): LayerKind {
  return {
    className: `${statistic}Pooling${spatial}D`,
    aliases: [`${statistic}Pool${spatial}D`],
    settings: {
      pool_size: Array<number>(spatial).fill(2),
      strides: null,
      padding: 'valid',
      data_format: 'channels_last',
    },
    spatial,
    modernise({ pool_length, stride, border_mode, dim_ordering, ...config }) {
      return {
        ...given('pool_size', pool_length),
        ...given('strides', stride),
        ...given('padding', border_mode),
        ...modernDataFormat(dim_ordering),
        ...config,
      };
    },
    outputShape(settings, inputs) {
      const input = onlyInput(settings, inputs, spatial + 1);
      return [...slideOver(settings, input.slice(0, -1), poolWindow(settings, spatial)), input.at(-1)!];
    },
    lower({ settings, inputs, outputShape, onnx }) {
      const x = onnx.channelsFirst(inputs[0]!);
      const { size, strides, padding } = poolWindow(settings, spatial);
      // Not as explicit pads: into these ONNX Runtime (1.30, PadFusion) takes a ZeroPadding before, whose zeros no longer
      // count then.
      const auto_pad = padding === 'same' ? 'SAME_UPPER' : 'VALID';
      const attributes = { kernel_shape: size, strides, auto_pad };
      return { ...x, name: onnx.op(`${statistic}Pool`, [x.name], attributes), shape: outputShape };
    },
    tfjs: (layer) => [
      { ...layer, config: { ...layer.config, strides: layer.config.strides ?? layer.config.pool_size } },
    ],
  };
}

function poolWindow(settings: Settings, spatial: number): Window {
  const size = settings.counts('pool_size', spatial);
  const strides = settings.get('strides') === null ? size : settings.counts('strides', spatial);
  return { size, strides, dilation: size.map(() => 1), padding: settings.choice('padding', ['valid', 'same']) };
}

/** The largest or mean value of each channel. */
function globalPooling(statistic: Statistic, spatial: 1 | 2): LayerKind {
  const outputShape = (settings: Settings, inputs: Shape[]): Shape => {
    const input = onlyInput(settings, inputs, spatial + 1);
    return settings.flag('keepdims') ? [...input.slice(0, -1).map(() => 1), input.at(-1)!] : [input.at(-1)!];
  };
  return {
    className: `Global${statistic}Pooling${spatial}D`,
    aliases: [`Global${statistic}Pool${spatial}D`],
    settings: { data_format: 'channels_last', keepdims: false },
    role: 'global-pooling',
    spatial,
    modernise({ dim_ordering, ...config }: LayerConfig) {
      return { ...modernDataFormat(dim_ordering), ...config };
    },
    outputShape,
    lower({ inputs, settings, outputShape, onnx }): Value {
      const x = onnx.channelsFirst(inputs[0]!);
      const pooled = onnx.op(`Global${statistic}Pool`, [x.name]);
      if (settings.flag('keepdims')) return { name: pooled, shape: outputShape, layout: 'channels-first' };
      return { name: onnx.op('Flatten', [pooled], { axis: 1 }), shape: outputShape, layout: 'channels-last' };
    },
    tfjs(layer, { inputs }) {
      const { keepdims, ...config } = layer.config;
      if (!keepdims) return [{ ...layer, config }];
      const channels = inputs[0]!.at(-1);
      return chain(layer, [
        { suffix: 'flat', className: layer.className, config },
        { className: 'Reshape', config: { target_shape: [...Array<number>(spatial).fill(1), channels] } },
      ]);
    },
  };
}

export const poolings = (['Average', 'Max'] as const).flatMap((statistic) =>
  ([1, 2] as const).flatMap((spatial) => [pooling(statistic, spatial), globalPooling(statistic, spatial)]),
);
