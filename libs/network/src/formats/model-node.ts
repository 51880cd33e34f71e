import type { LayerConfig, TensorRef } from '../graph.js';

/** A model as its config nests it; tensors are named within the model. */
export interface ModelNode {
  name: string;
  layers: LayerNode[];
  inputs: TensorRef[];
  outputs: TensorRef[];
}

/** A layer, or a model used as one. */
export interface LayerNode {
  name: string;
  className: string;
  config: LayerConfig;
  trainable: boolean;
  calls: TensorRef[][];
  model?: ModelNode;
}

export type JsonObject = Record<string, unknown>;
