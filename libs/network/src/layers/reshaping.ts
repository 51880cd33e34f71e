import { SurgeryRefused } from '#graft/problems';
import type { Shape } from '../graph.js';
import type { OnnxBuilder } from '../lowering/builder.js';
import type { Value } from '../lowering/lowered-graph.js';
import { extentOf, type LayerKind, onlyInput, printed } from './layer-kind.js';
import type { Settings } from './settings.js';

/** A tensor's values, in Keras' order, under another shape. */
function reshaped(input: Value, shape: Shape, onnx: OnnxBuilder): Value {
  const x = onnx.channelsLast(input);
  // 0 keeps the batch as it is; one free extent is worked out.
  const target = [0, ...shape.map((extent) => extent ?? -1)];
  return { name: onnx.op('Reshape', [x.name, onnx.ints(target)]), shape, layout: 'channels-last' };
}

const flatten: LayerKind = {
  className: 'Flatten',
  settings: { data_format: 'channels_last' },
  role: 'reshaping',
  spatial: 2,
  outputShape: (settings, inputs) => [extentOf(onlyInput(settings, inputs))],
  lower({ inputs, outputShape, onnx }) {
    const input = inputs[0]!;
    // Where each channel is one value, any order is Keras' order.
    const x = input.shape.slice(0, -1).every((extent) => extent === 1) ? input : onnx.channelsLast(input);
    return { name: onnx.op('Flatten', [x.name], { axis: 1 }), shape: outputShape, layout: 'channels-last' };
  },
  tfjs: (layer) => [{ ...layer, config: {} }],
};

const reshape: LayerKind = {
  className: 'Reshape',
  settings: { target_shape: undefined },
  role: 'reshaping',
  outputShape(settings, inputs) {
    const input = onlyInput(settings, inputs);
    const target = settings.get('target_shape');
    const extent = (value: unknown) =>
      value === null || (Number.isInteger(value) && (value as number) >= -1 && value !== 0);
    if (!Array.isArray(target) || !target.every(extent))
      throw settings.refused('target_shape', 'whole numbers, -1 for one that follows');
    const shape = target.map((value) => (value === -1 ? null : (value as number | null)));
    const unknown = shape.indexOf(null);
    const size = extentOf(input);
    if (unknown === -1) {
      if (size === null || size === extentOf(shape)) return shape;
    } else if (shape.indexOf(null, unknown + 1) === -1) {
      const rest = extentOf(shape.toSpliced(unknown, 1))!;
      if (size === null) return shape;
      if (size % rest === 0) return shape.with(unknown, size / rest);
    }
    const { name, className } = settings.layer;
    throw new SurgeryRefused(`Layer "${name}" (${className}) cannot make ${printed(shape)} of ${printed(input)}.`, {
      where: name,
      received: input,
      accepted: `${extentOf(shape) ?? 'a multiple of the known'} values`,
    });
  },
  lower: ({ inputs, outputShape, onnx }) => reshaped(inputs[0]!, outputShape, onnx),
  keras(layer) {
    const target_shape = (layer.config.target_shape as (number | null)[]).map((extent) => extent ?? -1);
    return [{ ...layer, config: { ...layer.config, target_shape } }];
  },
};

/** Dimensions in another order, counted from 1 after the batch. */
const permuteDimensions: LayerKind = {
  className: 'Permute',
  settings: { dims: undefined },
  outputShape(settings, inputs) {
    const input = onlyInput(settings, inputs);
    return order(settings, input.length).map((axis) => input[axis - 1]!);
  },
  lower({ settings, inputs, outputShape, onnx }) {
    const x = onnx.channelsLast(inputs[0]!);
    const perm = [0, ...order(settings, x.shape.length)];
    return { name: onnx.op('Transpose', [x.name], { perm }), shape: outputShape, layout: 'channels-last' };
  },
};

function order(settings: Settings, rank: number): number[] {
  const dims = settings.counts('dims', rank);
  if (new Set(dims).size !== rank || Math.max(...dims) > rank)
    throw settings.refused('dims', `an order of 1 to ${rank}`);
  return dims;
}

/** [channels] → [n, channels] */
const repeatVector: LayerKind = {
  className: 'RepeatVector',
  settings: { n: undefined },
  outputShape: (settings, inputs) => [settings.count('n'), onlyInput(settings, inputs, 1)[0]!],
  lower({ settings, inputs, outputShape, onnx }) {
    const column = onnx.op('Unsqueeze', [inputs[0]!.name, onnx.ints([1])]);
    const name = onnx.op('Expand', [column, onnx.ints([1, settings.count('n'), 1])]);
    return { name, shape: outputShape, layout: 'channels-last' };
  },
};

export const reshapings = [flatten, reshape, permuteDimensions, repeatVector];
