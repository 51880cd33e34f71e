/**
 * What a model IS: layers, their connections and their weights, in plain data. Formats read into it and write from it,
 * surgery rearranges it, engines run it.
 */

/** Extent of a tensor without its batch dimension; null if it is free, e.g. [null, null, 3] for an image of any size. */
export type Shape = (number | null)[];

/** How the bytes of a weight lie. Quantised values are read as `scale * q + min` (TF.js convention). */
export interface StoredType {
  dtype: 'float32' | 'float16' | 'int32' | 'uint8' | 'uint16';
  scale?: number;
  min?: number;
}

/** A weight's description, without its bytes. */
export interface WeightSpec {
  /** `layer/variable` as Keras has it, e.g. `Conv1/kernel`. Unique within a graph. */
  name: string;
  /** In Keras' own order, channels last: [height, width, in, out] for a convolution's kernel. */
  shape: number[];
  stored: StoredType;
}

/** A weight with its bytes, little-endian, in the stored type. */
export interface Weight extends WeightSpec {
  bytes: Uint8Array;
}

/** One tensor: an output of one call of a layer. A layer called twice is shared. */
export interface TensorRef {
  layer: string;
  /** Which call of the layer, from 0. */
  call: number;
  /** Which of its outputs, from 0. */
  output: number;
}

/** Settings of a layer with Keras 2's names and meanings (`filters`, `kernel_size`, `data_format`, …). */
export type LayerConfig = Record<string, unknown>;

export interface Layer<W extends WeightSpec = Weight> {
  name: string;
  /** Keras 2 class name: `Conv2D`, `BatchNormalization`, … */
  className: string;
  config: LayerConfig;
  trainable: boolean;
  /** Inputs of each call; an InputLayer has one call with no inputs. */
  calls: TensorRef[][];
  /** In Keras' order for the class, e.g. kernel, bias. */
  weights: W[];
}

/** A graph in topological order, flat: nested models are dissolved on reading, with stable names. */
export interface Graph<W extends WeightSpec = Weight> {
  name: string;
  layers: Layer<W>[];
  inputs: TensorRef[];
  outputs: TensorRef[];
  /** Generation of Keras whose meanings the configs follow where they differ (hard_sigmoid). */
  kerasVersion: 1 | 2 | 3;
}

/** A graph with its weights. */
export type Network = Graph<Weight>;

/** A graph that only describes its weights: what can be shown, searched and cut without reading them. */
export type Topology = Graph<WeightSpec>;

/** Where a network's top begins, i.e. what `withoutTop` leaves out. */
export interface TopBoundary {
  /** The layer whose output is the last spatial feature map, before pooling or flattening. */
  layer: string;
  /** How the top begins. */
  kind: 'pooling' | 'flatten' | 'convolution-classifier' | 'named';
}

/** A row of the layer table. */
export interface LayerRow {
  name: string;
  className: string;
  outputShape: Shape;
  parameters: number;
  trainable: boolean;
  inTop: boolean;
  /** Names of the layers that it reads, each once. */
  inputs: string[];
  /** Everything above is computed from its output alone, so that freezing may end here, or a head be grafted. */
  onSpine: boolean;
}

/** The largest extent and the channels of a feature map; extent 1 for a vector. */
export type OutlineStage = [extent: number, channels: number];

export type Pooling = 'avg' | 'max' | 'none';
