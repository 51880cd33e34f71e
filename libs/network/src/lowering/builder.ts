import type { Weight } from '../graph.js';
import { permute } from '../tensor.js';
import { values } from '../weights.js';
import type { Attribute, Layout, LoweredConstant, LoweredNode, Value, WeightSource } from './lowered-graph.js';

/** Collects the operators and constants of a lowered graph. */
export class OnnxBuilder {
  readonly nodes: LoweredNode[] = [];
  readonly values = new Map<string, Value>();
  private readonly byName = new Map<string, LoweredConstant>();
  private readonly transposed = new Map<string, Value>();
  private readonly names = new Set<string>();

  /** Goes before the names of new tensors: the layer being lowered. */
  scope = '';

  get constants(): LoweredConstant[] {
    return [...this.byName.values()];
  }

  /** Adds an operator with one output. @returns the output's name. */
  op(opType: string, inputs: string[], attributes: Record<string, Attribute> = {}, output?: string): string {
    return this.ops(opType, inputs, attributes, [output ?? this.fresh(`${this.scope}/${opType}`)])[0]!;
  }

  /** Adds an operator. An output or input called '' is left out. */
  ops(opType: string, inputs: string[], attributes: Record<string, Attribute>, outputs: string[]): string[] {
    this.nodes.push({ name: outputs.find((name) => name !== '')!, opType, inputs, outputs, attributes });
    return outputs;
  }

  /** Applies an operator that works value by value, so that shape and layout stay. */
  map(value: Value, opType: string, attributes: Record<string, Attribute> = {}, ...operands: string[]): Value {
    return this.note({ ...value, name: this.op(opType, [value.name, ...operands], attributes) });
  }

  /** Remembers a tensor's shape and layout. */
  note(value: Value): Value {
    this.values.set(value.name, value);
    return value;
  }

  /** A name that nothing has yet. */
  fresh(wish: string): string {
    let name = wish;
    for (let i = 1; this.names.has(name); i++) name = `${wish}_${i}`;
    this.names.add(name);
    return name;
  }

  /** A weight as float32, in another order of dimensions if `permutation` is given. Added once, however often used. */
  weight(weight: Weight, permutation?: number[], shape = weight.shape): string {
    const name = [weight.name, ...(permutation ?? []), ...(shape === weight.shape ? [] : ['as', ...shape])].join('_');
    const dims = permutation ? permutation.map((axis) => shape[axis]!) : shape;
    const data = () => (permutation ? permute(values(weight), shape, permutation) : values(weight));
    const source = { weights: [weight.name], layout: { shape, permutation: permutation ?? null } };
    return this.constant(name, 'float32', dims, data, source);
  }

  /** A float32 constant that is computed from weights. */
  derived(name: string, dims: number[], from: (Weight | null)[], data: () => Float32Array): string {
    const weights = from.flatMap((weight) => weight?.name ?? []);
    return this.constant(name, 'float32', dims, data, { weights, layout: null });
  }

  /** A float32 constant that holds no weight; made only if there is none of that name. */
  floats(name: string, dims: number[], data: () => Float32Array): string {
    return this.constant(name, 'float32', dims, data, null);
  }

  scalar(value: number): string {
    return this.floats(`float ${value}`, [], () => Float32Array.of(value));
  }

  /** A list of int64, as shapes, axes and pads are given. */
  ints(list: number[]): string {
    return this.constant(
      `ints ${list.join(' ')}`,
      'int64',
      [list.length],
      () => BigInt64Array.from(list.map(BigInt)),
      null,
    );
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
      const perm = permutationTo(layout, value.shape.length);
      other = this.note({ ...value, layout, name: this.op('Transpose', [value.name], { perm }) });
      this.transposed.set(value.name, other);
      this.transposed.set(other.name, value);
    }
    return other;
  }

  private constant(
    name: string,
    type: LoweredConstant['type'],
    dims: number[],
    data: () => LoweredConstant['data'],
    source: WeightSource | null,
  ): string {
    if (!this.byName.has(name)) this.byName.set(name, { name, dims, type, data: data(), source });
    return name;
  }
}

/** The dimensions of a number per channel, so that it is broadcast over a tensor of this rank and layout. */
export function perChannel({ shape, layout }: Value, channels: number): number[] {
  return layout === 'channels-first' ? [channels, ...Array<number>(shape.length - 1).fill(1)] : [channels];
}

/** Where an axis of Keras' order (without batch) lies in a tensor (with batch). */
export function axisIn(value: Value, axis: number): number {
  if (value.layout === 'channels-last') return axis + 1;
  return axis === value.shape.length - 1 ? 1 : axis + 2;
}

/** The order of dimensions, batch included, that brings a tensor into a layout from the other one. */
function permutationTo(layout: Layout, rank: number): number[] {
  const spatial = Array.from({ length: rank - 1 }, (_, i) => i + 1);
  return layout === 'channels-first' ? [0, rank, ...spatial] : [0, ...spatial.map((axis) => axis + 1), 1];
}
