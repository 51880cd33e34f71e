import { ModelRefused } from '#graft/problems';
import type { Layer, WeightSpec } from '../graph.js';
import { sizeOf } from '../weights.js';
import type { Tensor } from './tensors.js';

export interface Origin {
  kerasVersion: 1 | 2 | 3;
  /** `tensorflow`, `theano`, `cntk`, … */
  backend: string;
}

/** Of these, Theano's kernels are stored turned by 180°: it convolves where the others correlate. */
const CONVOLUTIONS = new Set(['Conv1D', 'Conv2D', 'Conv2DTranspose']);

/**
 * Variables of a layer from older files brought to the order and layout of Keras 2 on TensorFlow. Source:
 * `preprocess_weights_for_loading` of Keras 2.
 * @param channelsFirst whether the layer kept its channels in front, which decides how Keras 1 laid out kernels
 */
export function modernWeights(
  layer: Layer<WeightSpec>,
  tensors: Tensor[],
  { kerasVersion, backend }: Origin,
  channelsFirst: boolean,
): Tensor[] {
  if (layer.className === 'Bidirectional') {
    const half = tensors.length / 2;
    const inner = { ...layer, className: (layer.config.layer as { class_name: string }).class_name };
    const convert = (part: Tensor[]) => modernWeights(inner, part, { kerasVersion, backend }, channelsFirst);
    return [...convert(tensors.slice(0, half)), ...convert(tensors.slice(half))];
  }
  const modern = kerasVersion === 1 ? fromKeras1(layer.className, tensors, channelsFirst) : tensors;
  if (backend !== 'theano' || !CONVOLUTIONS.has(layer.className)) return modern;
  return modern.map((tensor, i) => (i === 0 ? turnedKernel(tensor) : tensor));
}

function fromKeras1(className: string, tensors: Tensor[], channelsFirst: boolean): Tensor[] {
  switch (className) {
    case 'Conv1D':
      return tensors.map((tensor, i) => (i === 0 ? withoutWidth(tensor) : tensor));
    case 'Conv2D':
    case 'SeparableConv2D':
      // [out, in, height, width] → [height, width, in, out]
      return channelsFirst
        ? tensors.map((tensor) => (tensor.shape.length === 4 ? transposed(tensor, [2, 3, 1, 0]) : tensor))
        : tensors;
    case 'Conv2DTranspose':
      return tensors.map((tensor, i) =>
        i === 0 ? transposed(tensor, channelsFirst ? [2, 3, 0, 1] : [0, 1, 3, 2]) : tensor,
      );
    case 'LSTM':
      // Keras 1 kept W, U, b of each gate apart: input, cell, forget, output.
      return tensors.length === 12 ? gathered(tensors, [0, 2, 1, 3]) : tensors;
    case 'GRU':
      return tensors.length === 9 ? gathered(tensors, [0, 1, 2]) : tensors;
    default:
      return tensors;
  }
}

/** [length, 1, in, out], or Theano's older [out, in, length, 1], → [length, in, out] */
function withoutWidth(kernel: Tensor): Tensor {
  if (kernel.shape.length !== 4) return kernel;
  const { shape, data } = kernel.shape[1] === 1 ? kernel : transposed(kernel, [2, 3, 1, 0]);
  return { shape: [shape[0]!, shape[2]!, shape[3]!], data };
}

/** Kernel, recurrent kernel and bias, with the gates side by side in this order. */
const gathered = (tensors: Tensor[], gates: number[]): Tensor[] =>
  [0, 1, 2].map((variable) => sideBySide(gates.map((gate) => tensors[gate * 3 + variable]!)));

function sideBySide(parts: Tensor[]): Tensor {
  const width = parts[0]!.shape.at(-1)!;
  const rows = sizeOf(parts[0]!.shape.slice(0, -1));
  const data = new Float32Array(rows * width * parts.length);
  parts.forEach((part, p) => {
    for (let row = 0; row < rows; row++) {
      data.set(part.data.subarray(row * width, (row + 1) * width), (row * parts.length + p) * width);
    }
  });
  return { shape: [...parts[0]!.shape.slice(0, -1), width * parts.length], data };
}

/** Reversed along all spatial dimensions, which come first. */
function turnedKernel({ shape, data }: Tensor): Tensor {
  const block = shape.at(-2)! * shape.at(-1)!;
  const places = data.length / block;
  const turned = new Float32Array(data.length);
  for (let place = 0; place < places; place++) {
    turned.set(data.subarray(place * block, (place + 1) * block), (places - 1 - place) * block);
  }
  return { shape, data: turned };
}

export function transposed({ shape, data }: Tensor, order: number[]): Tensor {
  if (shape.length !== order.length) {
    throw new ModelRefused(`A kernel of shape [${shape.join(', ')}] should have ${order.length} dimensions.`);
  }
  const strides = shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));
  const target = order.map((axis) => shape[axis]!);
  const steps = order.map((axis) => strides[axis]!);
  const out = new Float32Array(data.length);
  const index = target.map(() => 0);
  let source = 0;
  for (let i = 0; i < out.length; i++) {
    out[i] = data[source]!;
    for (let axis = target.length - 1; axis >= 0; axis--) {
      source += steps[axis]!;
      if (++index[axis]! < target[axis]!) break;
      source -= steps[axis]! * target[axis]!;
      index[axis] = 0;
    }
  }
  return { shape: target, data: out };
}
