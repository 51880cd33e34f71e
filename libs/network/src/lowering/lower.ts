import type { Network, Shape, TensorRef } from '../graph.js';
import { kindOf } from '../layers/index.js';
import { Settings } from '../layers/settings.js';
import { callsInOrder, outputOf } from '../order.js';
import { inferShapes, type Shapes } from '../shapes.js';
import { cutTo } from '../surgery.js';
import { TensorMap } from '../tensor-map.js';
import { OnnxBuilder } from './builder.js';
import type { LoweredGraph, Value } from './lowered-graph.js';

/** How pixels in 0…255 become a network's input: (pixel · scale − mean[c]) / std[c], c in the order of `channelOrder`. */
export interface PixelScaling {
  scale: number;
  mean: number[];
  std: number[];
  channelOrder: 'rgb' | 'bgr';
}

export interface LowerOptions {
  /** Put before the network, so that the graph takes RGB pixels in 0…255. */
  preprocessing?: PixelScaling | null;
  /** Tensors to give out; the network's outputs if not given. */
  outputs?: TensorRef[];
  /**
   * `inference` (the default) leaves dropout out and folds a batch normalisation into constants where that is fast.
   * `training` keeps both as operators: Dropout, and BatchNormalization with its averages, each weight a constant of its own.
   */
  mode?: 'inference' | 'training';
}

/**
 * A network as operators of ONNX, opset 17. Inputs and outputs are float32, named after their layers, channels last,
 * with a free batch dimension. Weights are float32.
 * @throws SurgeryRefused if a layer cannot be lowered
 */
export function lower(network: Network, options: LowerOptions = {}): LoweredGraph {
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
  lowerCalls(graph, shapes, onnx, values, options.mode ?? 'inference');
  graph.outputs.forEach((ref, i) =>
    onnx.op('Identity', [onnx.channelsLast(values.get(ref)!).name], {}, outputNames[i]),
  );
  return {
    name: network.name,
    inputs: graph.inputs.map((ref, i) => ({ name: inputNames[i]!, shape: shapes.of(ref) })),
    outputs: graph.outputs.map((ref, i) => ({ name: outputNames[i]!, shape: shapes.of(ref) })),
    nodes: onnx.nodes,
    constants: onnx.constants,
    values: onnx.values,
  };
}

function lowerCalls(
  graph: Network,
  shapes: Shapes,
  onnx: OnnxBuilder,
  values: TensorMap<Value>,
  mode: 'inference' | 'training',
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
      training: mode === 'training',
    });
    values.set(ref, onnx.note(value));
  }
}

function inputValue(onnx: OnnxBuilder, name: string, shape: Shape, scaling?: PixelScaling | null): Value {
  const input = onnx.note({ name, shape, layout: 'channels-last' });
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
