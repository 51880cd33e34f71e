import type { LoweredConstant, LoweredGraph } from './lowered-graph.js';
import { attributeProto, DataType, encodeModel, type NodeProto, type TensorProto, valueInfo } from './proto.js';

export interface EncodeOptions {
  /** Entries of the file's metadata. */
  metadata?: Record<string, string>;
  /** Constants that become inputs of the graph instead of part of the file, such as the weights that are trained. */
  asInput?: (constant: LoweredConstant) => boolean;
}

const OPSET = 17;
// The IR version that came with opset 17 (ONNX 1.12).
const IR_VERSION = 8;

/** The bytes of a `.onnx` file, opset 17. */
export function encode(graph: LoweredGraph, { metadata = {}, asInput = () => false }: EncodeOptions = {}): Uint8Array {
  const free = graph.constants.filter(asInput);
  return encodeModel({
    irVersion: IR_VERSION,
    producerName: 'Graft',
    opsetImport: [{ domain: '', version: OPSET }],
    metadataProps: Object.entries(metadata).map(([key, value]) => ({ key, value })),
    graph: {
      name: graph.name,
      node: graph.nodes.map(({ name, opType, inputs, outputs, attributes }): NodeProto => ({
        input: inputs,
        output: outputs,
        name,
        opType,
        attribute: Object.entries(attributes).map(([key, value]) => attributeProto(key, value)),
      })),
      initializer: graph.constants.filter((constant) => !asInput(constant)).map(tensorProto),
      input: [
        ...graph.inputs.map(({ name, shape }) => valueInfo(name, ['batch', ...shape])),
        ...free.map(({ name, dims, type }) => valueInfo(name, dims, DATA_TYPES[type])),
      ],
      output: graph.outputs.map(({ name, shape }) => valueInfo(name, ['batch', ...shape])),
    },
  });
}

const DATA_TYPES = { float32: DataType.float, int64: DataType.int64 };

function tensorProto({ name, dims, type, data }: LoweredConstant): TensorProto {
  const rawData = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return { name, dims, dataType: DATA_TYPES[type], rawData };
}
