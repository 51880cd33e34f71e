import type { Shape } from '../graph.js';

/** An attribute of an operator. A plain number is an integer; floats say so. */
export type Attribute = number | number[] | string | string[] | { float: number } | { floats: number[] };

/**
 * A tensor of a lowered graph. Keras orders dimensions channels last; ONNX convolves and pools with channels first, so a
 * tensor lies in either order until a layer needs one. A MobileNetV2-1.0 at 224 px then needs one Transpose; ONNX
 * Runtime makes 52 convolutions of the rest and takes 7.4 ms per image on one core.
 */
export interface Value {
  name: string;
  /** In Keras' order, without batch, whatever the layout. */
  shape: Shape;
  layout: Layout;
}

export type Layout = 'channels-last' | 'channels-first';

/** An operator of ONNX, opset 17. An input or output called '' is left out. */
export interface LoweredNode {
  name: string;
  opType: string;
  inputs: string[];
  outputs: string[];
  attributes: Record<string, Attribute>;
}

/** Which weights a constant is made of. */
export interface WeightSource {
  /** Names of the weights. */
  weights: string[];
  /**
   * How the one weight lies in the constant: its values under `shape`, then with dimensions in the order of
   * `permutation`. Null if the constant is computed otherwise, so that a change of it cannot be brought back.
   */
  layout: { shape: number[]; permutation: number[] | null } | null;
}

/** A tensor that is known before the graph runs. */
export interface LoweredConstant {
  name: string;
  dims: number[];
  type: 'float32' | 'int64';
  data: Float32Array | BigInt64Array;
  /** Null if it holds no weight. */
  source: WeightSource | null;
}

/** A network as operators: what is written as ONNX, and what an engine reads that derives gradients. */
export interface LoweredGraph {
  name: string;
  /** Channels last, float32, with a free batch dimension. */
  inputs: { name: string; shape: Shape }[];
  outputs: { name: string; shape: Shape }[];
  /** Each after those whose outputs it reads. */
  nodes: LoweredNode[];
  constants: LoweredConstant[];
  /** Shape and layout, by name, of the tensors that a layer gives out or puts through its activation function. */
  values: Map<string, Value>;
}
