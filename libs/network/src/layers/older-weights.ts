import { ModelRefused } from '#graft/problems';
import type { Layer, WeightSpec } from '../graph.js';
import { permute, type Tensor } from '../tensor.js';
import { sizeOf } from '../weights.js';

/** Where a file's weights come from. */
export interface Origin {
  kerasVersion: 1 | 2 | 3;
  /** `tensorflow`, `theano`, `cntk`, … */
  backend: string;
  /** Whether the layer kept its channels in front, which decides how Keras 1 laid out kernels. */
  channelsFirst: boolean;
}

/**
 * Brings a layer's variables from older files to the order and layout of Keras 2 on TensorFlow. Source:
 * `preprocess_weights_for_loading` of Keras 2.
 */
export type ModerniseWeights = (tensors: Tensor[], origin: Origin, layer: Layer<WeightSpec>) => Tensor[];

/** For a layer whose first variable is a kernel. */
export const withKernel =
  (modern: (kernel: Tensor, origin: Origin) => Tensor): ModerniseWeights =>
  (tensors, origin) =>
    tensors.map((tensor, i) => (i === 0 ? modern(tensor, origin) : tensor));

/** The kernel of Theano's convolution, which turns it by 180° where the others correlate. */
export const correlating = (kernel: Tensor, { backend }: Origin): Tensor =>
  backend === 'theano' ? turned(kernel) : kernel;

/** Reversed along all spatial dimensions, which come first. */
function turned({ shape, data }: Tensor): Tensor {
  const block = shape.at(-2)! * shape.at(-1)!;
  const places = data.length / block;
  const result = new Float32Array(data.length);
  for (let place = 0; place < places; place++) {
    result.set(data.subarray(place * block, (place + 1) * block), (places - 1 - place) * block);
  }
  return { shape, data: result };
}

/** @throws ModelRefused if the tensor has another number of dimensions */
export function transposed({ shape, data }: Tensor, order: number[]): Tensor {
  if (shape.length !== order.length) {
    throw new ModelRefused(`A kernel of shape [${shape.join(', ')}] should have ${order.length} dimensions.`);
  }
  return { shape: order.map((axis) => shape[axis]!), data: permute(data, shape, order) };
}

/** Keras 1's [out, in, height, width] of a layer with its channels in front → [height, width, in, out] */
export const kernelOfKeras1 = (kernel: Tensor, { kerasVersion, channelsFirst }: Origin): Tensor =>
  kerasVersion === 1 && channelsFirst && kernel.shape.length === 4 ? transposed(kernel, [2, 3, 1, 0]) : kernel;

/**
 * Keras 1 kept W, U and b of each gate apart. Kernel, recurrent kernel and bias with the gates side by side.
 * @param gates their places in Keras 1, in Keras 2's order
 */
export const gathered =
  (gates: number[]): ModerniseWeights =>
  (tensors, { kerasVersion }) =>
    kerasVersion === 1 && tensors.length === gates.length * 3
      ? [0, 1, 2].map((variable) => sideBySide(gates.map((gate) => tensors[gate * 3 + variable]!)))
      : tensors;

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
