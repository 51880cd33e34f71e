import type { Shape, Weight } from '../graph.js';
import { sizeOf, values } from '../weights.js';
import { type Attribute, attributeProto, DataType, type NodeProto, type TensorProto } from './proto.js';

/**
 * A tensor while a network is being lowered. Keras' order of dimensions is channels last; ONNX convolves and pools
 * with channels first, so that a tensor lies in either order until a layer insists on one. A MobileNetV2-1.0 at 224 px
 * needs one Transpose this way; ONNX Runtime makes 52 convolutions of the rest and takes 7.4 ms an image on one core.
 */
export interface Value {
  name: string;
  /** In Keras' order, without batch, whatever the layout. */
  shape: Shape;
  layout: Layout;
}

export type Layout = 'channels-last' | 'channels-first';

/** Collects the nodes and initialisers of an ONNX graph. */
export class OnnxBuilder {
  readonly nodes: NodeProto[] = [];
  private readonly constants = new Map<string, TensorProto>();
  private readonly transposed = new Map<string, Value>();
  private readonly names = new Set<string>();

  /** Goes before the names of new tensors: the layer being lowered. */
  scope = '';

  get initializers(): TensorProto[] {
    return [...this.constants.values()];
  }

  /** Adds a node with one output. @returns the output's name. */
  op(opType: string, inputs: string[], attributes: Record<string, Attribute> = {}, output?: string): string {
    return this.ops(opType, inputs, attributes, [output ?? this.fresh(`${this.scope}/${opType}`)])[0]!;
  }

  /** Adds a node. An output or input called '' is left out. */
  ops(opType: string, inputs: string[], attributes: Record<string, Attribute>, outputs: string[]): string[] {
    this.nodes.push({
      input: inputs,
      output: outputs,
      name: outputs.find((name) => name !== '')!,
      opType,
      attribute: Object.entries(attributes).map(([name, value]) => attributeProto(name, value)),
    });
    return outputs;
  }

  /** Applies an operator that works value by value, so that shape and layout stay. */
  map(value: Value, opType: string, attributes: Record<string, Attribute> = {}, ...operands: string[]): Value {
    return { ...value, name: this.op(opType, [value.name, ...operands], attributes) };
  }

  /** A name that nothing has yet. */
  fresh(wish: string): string {
    let name = wish;
    for (let i = 1; this.names.has(name); i++) name = `${wish}_${i}`;
    this.names.add(name);
    return name;
  }

  /** A weight as float32, in another order of dimensions if `permutation` is given. Written once, however often used. */
  weight(weight: Weight, permutation?: number[], shape = weight.shape): string {
    const name = [weight.name, ...(permutation ?? []), ...(shape === weight.shape ? [] : ['as', ...shape])].join('_');
    return this.floats(name, permutation ? permutation.map((axis) => shape[axis]!) : shape, () =>
      permutation ? permute(values(weight), shape, permutation) : values(weight),
    );
  }

  /** A float32 constant; made only if there is none of that name. */
  floats(name: string, dims: number[], data: () => Float32Array): string {
    return this.constant(name, DataType.float, dims, data);
  }

  scalar(value: number): string {
    return this.floats(`float ${value}`, [], () => Float32Array.of(value));
  }

  /** A list of int64, as shapes, axes and pads are given. */
  ints(list: number[]): string {
    return this.constant(`ints ${list.join(' ')}`, DataType.int64, [list.length], () =>
      BigInt64Array.from(list.map(BigInt)),
    );
  }

  /** A number for each channel, to be broadcast over a value of this rank and layout. */
  perChannel(value: Value, name: string, data: () => Float32Array, channels: number): string {
    const trailing = value.layout === 'channels-first' ? value.shape.length - 1 : 0;
    return this.floats(trailing ? `${name}_${trailing}` : name, [channels, ...Array<number>(trailing).fill(1)], data);
  }

  channelsFirst(value: Value): Value {
    return this.inLayout(value, 'channels-first');
  }

  channelsLast(value: Value): Value {
    return this.inLayout(value, 'channels-last');
  }

  inLayout(value: Value, layout: Layout): Value {
    if (value.layout === layout) return value;
    if (value.shape.length < 2) return { ...value, layout };
    let other = this.transposed.get(value.name);
    if (!other) {
      other = {
        ...value,
        layout,
        name: this.op('Transpose', [value.name], { perm: permutationTo(layout, value.shape.length) }),
      };
      this.transposed.set(value.name, other);
      this.transposed.set(other.name, value);
    }
    return other;
  }

  private constant(name: string, dataType: number, dims: number[], data: () => ArrayBufferView): string {
    if (!this.constants.has(name)) {
      const { buffer, byteOffset, byteLength } = data();
      this.constants.set(name, { name, dims, dataType, rawData: new Uint8Array(buffer, byteOffset, byteLength) });
    }
    return name;
  }
}

/** Where an axis of Keras' order (without batch) lies in a tensor (with batch). */
export function axisIn(value: Value, axis: number): number {
  if (value.layout === 'channels-last') return axis + 1;
  return axis === value.shape.length - 1 ? 1 : axis + 2;
}

/** The order of dimensions, batch included, that brings a tensor into a layout from the other one. */
export function permutationTo(layout: Layout, rank: number): number[] {
  const spatial = Array.from({ length: rank - 1 }, (_, i) => i + 1);
  return layout === 'channels-first' ? [0, rank, ...spatial] : [0, ...spatial.map((axis) => axis + 1), 1];
}

/** Reorders the dimensions of a packed array: result dimension i is input dimension `permutation[i]`. */
export function permute(data: Float32Array, shape: readonly number[], permutation: readonly number[]): Float32Array {
  const { extents, steps } = loops(shape, permutation);
  const result = new Float32Array(data.length);
  const inner = extents.length - 1;
  const [innerExtent, innerStep] = [extents[inner]!, steps[inner]!];
  const index = extents.map(() => 0);
  let from = 0;
  for (let to = 0; to < result.length;) {
    for (let i = 0, at = from; i < innerExtent; i++, at += innerStep) result[to++] = data[at]!;
    for (let axis = inner - 1; axis >= 0; axis--) {
      from += steps[axis]!;
      if (++index[axis]! < extents[axis]!) break;
      from -= steps[axis]! * extents[axis]!;
      index[axis] = 0;
    }
  }
  return result;
}

/** Extents of the result and steps in the source; dimensions of 1 left out, those that stay together made one. */
function loops(shape: readonly number[], permutation: readonly number[]): { extents: number[]; steps: number[] } {
  const [extents, steps]: [number[], number[]] = [[1], [0]];
  for (const axis of permutation) {
    const extent = shape[axis]!;
    const step = sizeOf(shape.slice(axis + 1));
    if (extent === 1) continue;
    const last = extents.length - 1;
    if (steps[last] === extent * step) {
      extents[last]! *= extent;
      steps[last] = step;
    } else {
      extents.push(extent);
      steps.push(step);
    }
  }
  return { extents, steps };
}
