import type { Network } from '../graph.js';
import { encode } from '../lowering/encode.js';
import { lower, type LowerOptions } from '../lowering/lower.js';

export interface OnnxOptions extends Pick<LowerOptions, 'preprocessing' | 'outputs'> {
  /** The graph's name; the network's if not given. */
  name?: string;
  /** Kept in the file's metadata as `labels`, a JSON array. */
  labels?: string[] | null;
  /** Further entries of the metadata. */
  metadata?: Record<string, string>;
}

/**
 * Writes a network as ONNX (opset 17), batch normalisation in inference mode and dropout off. Inputs and outputs are
 * float32, named after their layers, channels last, with a free batch dimension. Weights are written as float32.
 * @returns the bytes of a `.onnx` file
 * @throws SurgeryRefused if a layer cannot be lowered
 */
export function writeOnnx(network: Network, options: OnnxOptions = {}): Uint8Array {
  const { name = network.name, labels, metadata = {}, ...lowering } = options;
  const graph = lower(network, lowering);
  return encode({ ...graph, name }, { metadata: labels ? { ...metadata, labels: JSON.stringify(labels) } : metadata });
}
