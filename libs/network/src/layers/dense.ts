import type { Value } from '../lowering/lowered-graph.js';
import { activate } from './activation-functions.js';
import { biasRule } from './convolution.js';
import { given } from './convolution-settings.js';
import { channelsOf, findWeight, type LayerKind, onlyInput, weightNamed } from './layer-kind.js';

/** Fully connected, over the last dimension. Kernel: [channels, units]. */
export const dense: LayerKind = {
  className: 'Dense',
  settings: { units: undefined, activation: 'linear', use_bias: true },
  modernise({ output_dim, bias, ...config }) {
    return { ...given('units', output_dim), ...given('use_bias', bias), ...config };
  },
  weights(settings, inputs) {
    const units = settings.count('units');
    const channels = channelsOf(settings, onlyInput(settings, inputs));
    return [{ variable: 'kernel', shape: [channels, units] }, ...biasRule(settings, units)];
  },
  outputShape(settings, inputs) {
    return [...onlyInput(settings, inputs).slice(0, -1), settings.count('units')];
  },
  lower({ settings, layer, inputs, outputShape, onnx, kerasVersion }) {
    const x = onnx.channelsLast(inputs[0]!);
    const kernel = onnx.weight(weightNamed(layer, 'kernel'));
    const biasWeight = findWeight(layer, 'bias');
    const bias = biasWeight && onnx.weight(biasWeight);
    let name: string;
    if (x.shape.length === 1) {
      name = onnx.op('Gemm', [x.name, kernel, ...(bias ? [bias] : [])]);
    } else {
      name = onnx.op('MatMul', [x.name, kernel]);
      if (bias) name = onnx.op('Add', [name, bias]);
    }
    const y: Value = { name, shape: outputShape, layout: 'channels-last' };
    return activate(y, settings, onnx, kerasVersion);
  },
};
