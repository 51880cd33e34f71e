import type { Network, Shape, TensorRef } from '../graph.js';
import { kindOf } from '../layers/index.js';
import { Settings } from '../layers/settings.js';
import { callsInOrder, outputOf } from '../order.js';
import { inferShapes } from '../shapes.js';
import { cutTo } from '../surgery.js';
import { TensorMap } from '../tensor-map.js';
import { OnnxBuilder, type Value } from './builder.js';
import { encodeModel, valueInfo } from './proto.js';

/** How pixels in 0…255 become a network's input: (pixel · scale − mean[c]) / std[c], c in the order of `channelOrder`. */
export interface PixelScaling {
  scale: number;
  mean: number[];
  std: number[];
  channelOrder: 'rgb' | 'bgr';
}

export interface OnnxOptions {
  /** The graph's name; the network's if not given. */
  name?: string;
  /** Written into the graph, so that it takes RGB pixels in 0…255. */
  preprocessing?: PixelScaling | null;
  /** Kept in the file's metadata as `labels`, a JSON array. */
  labels?: string[] | null;
  /** Further entries of the metadata. */
  metadata?: Record<string, string>;
  /** Tensors to give out; the network's outputs if not given. */
  outputs?: TensorRef[];
}

const OPSET = 17;
// The IR version that came with opset 17 (ONNX 1.12).
const IR_VERSION = 8;

/**
 * Writes a network as ONNX (opset 17), batch normalisation in inference mode and dropout off. Inputs and outputs are
 * float32, named after their layers, lie as in Keras (channels last) and have a free batch dimension. Weights are
 * written as float32.
 * @returns the bytes of a `.onnx` file
 */
export function writeOnnx(network: Network, options: OnnxOptions = {}): Uint8Array {
  const wanted = options.outputs ?? network.outputs;
  const graph = cutTo(network, wanted);
  const shapes = inferShapes(graph);
  const onnx = new OnnxBuilder();
  const inputNames = graph.inputs.map(({ layer }) => onnx.fresh(layer));
  const outputNames = wanted.map(({ layer, call }) => onnx.fresh(call === 0 ? layer : `${layer}:${call}`));
  const values = new TensorMap<Value>();
  graph.inputs.forEach((ref, i) =>
    values.set(ref, inputValue(onnx, inputNames[i]!, shapes.of(ref), options.preprocessing)),
  );
  lowerCalls(graph, shapes, onnx, values);
  graph.outputs.forEach((ref, i) =>
    onnx.op('Identity', [onnx.channelsLast(values.get(ref)!).name], {}, outputNames[i]),
  );
  return encodeModel({
    irVersion: IR_VERSION,
    producerName: 'Graft',
    opsetImport: [{ domain: '', version: OPSET }],
    metadataProps: metadata(options),
    graph: {
      name: options.name ?? network.name,
      node: onnx.nodes,
      initializer: onnx.initializers,
      input: graph.inputs.map((ref, i) => valueInfo(inputNames[i]!, shapes.of(ref))),
      output: graph.outputs.map((ref, i) => valueInfo(outputNames[i]!, shapes.of(ref))),
    },
  });
}

function lowerCalls(
  graph: Network,
  shapes: ReturnType<typeof inferShapes>,
  onnx: OnnxBuilder,
  values: TensorMap<Value>,
): void {
  const { kerasVersion } = graph;
  for (const { layer, call, inputs } of callsInOrder(graph)) {
    const ref = outputOf(layer.name, call);
    if (values.has(ref)) continue;
    onnx.scope = layer.name;
    const value = kindOf(layer).lower({
      layer,
      settings: new Settings(layer),
      inputs: inputs.map((input) => values.get(input)!),
      outputShape: shapes.of(ref),
      onnx,
      kerasVersion,
    });
    values.set(ref, value);
  }
}

function inputValue(onnx: OnnxBuilder, name: string, shape: Shape, scaling?: PixelScaling | null): Value {
  const input: Value = { name, shape, layout: 'channels-last' };
  if (!scaling) return input;
  onnx.scope = 'preprocessing';
  const { scale, mean, std, channelOrder } = scaling;
  const channels = mean.length;
  const reversed = () => onnx.ints(mean.map((_, c) => channels - 1 - c));
  const ordered =
    channelOrder === 'bgr' ? { ...input, name: onnx.op('Gather', [name, reversed()], { axis: -1 }) } : input;
  const slope = onnx.floats('preprocessing/slope', [channels], () =>
    Float32Array.from(std, (deviation) => scale / deviation),
  );
  const shift = onnx.floats('preprocessing/shift', [channels], () => Float32Array.from(mean, (m, c) => -m / std[c]!));
  return onnx.map(onnx.map(ordered, 'Mul', {}, slope), 'Add', {}, shift);
}

function metadata({ labels, metadata = {} }: OnnxOptions): { key: string; value: string }[] {
  const entries = labels ? { ...metadata, labels: JSON.stringify(labels) } : metadata;
  return Object.entries(entries).map(([key, value]) => ({ key, value }));
}
