import { SurgeryRefused } from '#graft/problems';
import type { Shape } from '../graph.js';
import { outputOf } from '../order.js';
import { axisIn, type OnnxBuilder } from '../lowering/builder.js';
import type { Value } from '../lowering/lowered-graph.js';
import { axisChannelsLast, inEitherLayout } from './channels.js';
import { given } from './convolution-settings.js';
import { type LayerKind, printed } from './layer-kind.js';
import type { Settings } from './settings.js';

/** Layers that put tensors of one shape together value by value. An extent of 1 is spread over the other's. */
function merge(className: string, opType: string, exactly?: number): LayerKind {
  return {
    className,
    settings: {},
    channelsLast: inEitherLayout,
    outputShape(settings, inputs) {
      if (inputs.length < 2 || (exactly && inputs.length !== exactly))
        throw wrongInputs(settings, inputs, 'two or more of one shape');
      return inputs.reduce((a, b) => broadcast(settings, inputs, a, b));
    },
    lower({ inputs, outputShape, onnx }) {
      const [first, ...rest] = alike(inputs, onnx);
      const joined = rest.reduce((sum, value) => onnx.map(sum, opType, {}, value.name), first!);
      const merged = { ...joined, shape: outputShape };
      return className === 'Average' ? onnx.map(merged, 'Div', {}, onnx.scalar(inputs.length)) : merged;
    },
  };
}

function broadcast(settings: Settings, inputs: Shape[], a: Shape, b: Shape): Shape {
  const [longer, shorter] = a.length >= b.length ? [a, b] : [b, a];
  const offset = longer.length - shorter.length;
  return longer.map((extent, i) => {
    const other = i < offset ? 1 : shorter[i - offset]!;
    if (other === extent || other === 1) return extent;
    if (extent === 1) return other;
    if (extent === null || other === null) return extent ?? other;
    throw wrongInputs(settings, inputs, 'shapes that are equal, or 1 where they differ');
  });
}

function wrongInputs(settings: Settings, inputs: Shape[], accepted: string): SurgeryRefused {
  const { name, className } = settings.layer;
  return new SurgeryRefused(
    `Layer "${name}" (${className}) cannot join ${inputs.map(printed).join(' and ')}; accepted: ${accepted}.`,
    {
      where: name,
      received: inputs,
      accepted,
    },
  );
}

/** The inputs in one layout, and of one rank: Keras puts missing dimensions right after the batch. */
function alike(inputs: Value[], onnx: OnnxBuilder): Value[] {
  const rank = Math.max(...inputs.map(({ shape }) => shape.length));
  const sameRank = inputs.every(({ shape }) => shape.length === rank);
  if (sameRank && inputs.some(({ layout }) => layout === 'channels-first'))
    return inputs.map((value) => onnx.channelsFirst(value));
  return inputs.map((input) => {
    const value = onnx.channelsLast(input);
    const missing = Array.from({ length: rank - value.shape.length }, (_, i) => i + 1);
    if (missing.length === 0) return value;
    return {
      ...value,
      name: onnx.op('Unsqueeze', [value.name, onnx.ints(missing)]),
      shape: [...missing.map(() => 1), ...value.shape],
    };
  });
}

const subtract: LayerKind = {
  ...merge('Subtract', 'Sub', 2),
  tfjs(layer) {
    const name = `${layer.name}_negative`;
    const negative = {
      ...layer,
      name,
      className: 'Rescaling',
      config: { scale: -1, offset: 0 },
      calls: layer.calls.map((inputs) => [inputs[1]!]),
    };
    const calls = layer.calls.map((inputs, call) => [inputs[0]!, outputOf(name, call)]);
    return [negative, { ...layer, className: 'Add', config: {}, calls }];
  },
};

const concatenate: LayerKind = {
  className: 'Concatenate',
  settings: { axis: -1 },
  modernise({ concat_axis, ...config }) {
    return { ...given('axis', concat_axis), ...config };
  },
  channelsLast: (config, rank) => ({ ...config, axis: axisChannelsLast(config.axis, rank) }),
  outputShape(settings, inputs) {
    const first = inputs[0] ?? [];
    const axis = settings.axis('axis', first.length);
    return first.map((_, i) => {
      const extents = inputs.map((shape) => shape[i]!);
      if (i === axis)
        return extents.reduce<number | null>(
          (sum, extent) => (sum === null || extent === null ? null : sum + extent),
          0,
        );
      const known = [...new Set(extents.filter((extent) => extent !== null))];
      if (known.length > 1 || inputs.some((shape) => shape.length !== first.length)) {
        throw wrongInputs(settings, inputs, `shapes that differ along axis ${axis + 1} only`);
      }
      return known[0] ?? null;
    });
  },
  lower({ settings, inputs, outputShape, onnx }) {
    const values = alike(inputs, onnx);
    const axis = axisIn(values[0]!, settings.axis('axis', outputShape.length));
    const name = onnx.op(
      'Concat',
      values.map((value) => value.name),
      { axis },
    );
    return { ...values[0]!, name, shape: outputShape };
  },
};

/** The scalar product along an axis of each of two inputs, which are vectors or, as matrices, contracted along one axis each. */
const dot: LayerKind = {
  className: 'Dot',
  settings: { axes: undefined, normalize: false },
  outputShape(settings, inputs) {
    const [a, b] = inputs;
    if (inputs.length !== 2 || !a || !b || a.length !== b.length || a.length > 2) {
      throw wrongInputs(settings, inputs, 'two vectors or two matrices');
    }
    const [along, across] = dotAxes(settings, a.length);
    if (a[along] !== b[across]) throw wrongInputs(settings, inputs, 'equal extents along "axes"');
    return a.length === 1 ? [1] : [a[1 - along]!, b[1 - across]!];
  },
  lower({ settings, inputs, outputShape, onnx }) {
    const rank = inputs[0]!.shape.length;
    const axes = dotAxes(settings, rank);
    const [a, b] = inputs.map((input, i) => {
      const value = onnx.channelsLast(input);
      if (!settings.flag('normalize')) return value.name;
      const squares = onnx.op('ReduceSumSquare', [value.name], { axes: [axes[i]! + 1], keepdims: 1 });
      const length = onnx.op('Sqrt', [onnx.op('Max', [squares, onnx.scalar(NORM_EPSILON)])]);
      return onnx.op('Div', [value.name, length]);
    }) as [string, string];
    const name =
      rank === 1
        ? onnx.op('ReduceSum', [onnx.op('Mul', [a, b]), onnx.ints([1])], { keepdims: 1 })
        : onnx.op('MatMul', [axes[0] === 1 ? a : turned(a, onnx), axes[1] === 0 ? b : turned(b, onnx)]);
    return { name, shape: outputShape, layout: 'channels-last' };
  },
};

// K.l2_normalize's floor under the sum of squares.
const NORM_EPSILON = 1e-12;

const turned = (matrix: string, onnx: OnnxBuilder): string => onnx.op('Transpose', [matrix], { perm: [0, 2, 1] });

function dotAxes(settings: Settings, rank: number): [number, number] {
  const axes = settings.get('axes');
  const pair: unknown[] = Array.isArray(axes) ? axes : [axes, axes];
  if (pair.length !== 2) throw settings.refused('axes', 'one axis, or one for each input');
  return pair.map((axis) => settings.with({ axes: axis }).axis('axes', rank)) as [number, number];
}

export const mergings = [
  merge('Add', 'Add'),
  merge('Multiply', 'Mul'),
  merge('Average', 'Add'),
  merge('Maximum', 'Max'),
  merge('Minimum', 'Min'),
  subtract,
  concatenate,
  dot,
];
