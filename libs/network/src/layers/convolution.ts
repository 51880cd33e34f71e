import type { Shape } from '../graph.js';
import type { Value } from '../lowering/lowered-graph.js';
import type { Tensor } from '../tensor.js';
import { activate } from './activation-functions.js';
import { convolutionSettings, moderniseConvolution } from './convolution-settings.js';
import {
  chain,
  channelsOf,
  findWeight,
  type LayerCall,
  type LayerKind,
  notInTfjs,
  onlyInput,
  weightNamed,
} from './layer-kind.js';
import { correlating, kernelOfKeras1, type Origin, transposed, withKernel } from './older-weights.js';
import { Settings } from './settings.js';
import { convolutionWindow, slideOver, windowAttributes } from './window.js';
import { alongWidth } from './width.js';

/** Conv1D and Conv2D. Kernel: [size…, channels of a group, filters]. */
function convolution(className: string, spatial: 1 | 2, aliases: string[]): LayerKind {
  return {
    className,
    aliases,
    settings: { filters: undefined, ...convolutionSettings(spatial), groups: 1 },
    role: 'convolution',
    spatial,
    modernise: moderniseConvolution,
    moderniseWeights: withKernel((kernel, origin) =>
      correlating(spatial === 1 ? withoutWidth(kernel, origin) : kernelOfKeras1(kernel, origin), origin),
    ),
    weights(settings, inputs) {
      const channels = channelsOf(settings, onlyInput(settings, inputs, spatial + 1));
      const filters = settings.count('filters');
      const groups = settings.count('groups');
      if (channels % groups || filters % groups) {
        throw settings.refused('groups', `a divisor of ${channels} channels and ${filters} filters`);
      }
      const size = settings.counts('kernel_size', spatial);
      return [{ variable: 'kernel', shape: [...size, channels / groups, filters] }, ...biasRule(settings, filters)];
    },
    outputShape(settings, inputs) {
      return [...slid(settings, inputs, spatial), settings.count('filters')];
    },
    lower(call) {
      // [size…, in, out] → [out, in, size…]
      const order = spatial === 1 ? [2, 1, 0] : [3, 2, 0, 1];
      const kernel = call.onnx.weight(weightNamed(call.layer, 'kernel'), order);
      return convolve(call, call.inputs[0]!, kernel, call.settings.count('groups'));
    },
    tfjs(layer, { inputs }) {
      if (layer.config.groups !== 1) throw notInTfjs(layer, 'it convolves in groups');
      const { groups: _, ...config } = layer.config;
      if (config.padding !== 'causal') return [{ ...layer, config }];
      const settings = new Settings(layer);
      const [size] = settings.counts('kernel_size', 1);
      const [dilation] = settings.counts('dilation_rate', 1);
      const pad = {
        suffix: 'padded',
        className: 'ZeroPadding2D',
        config: {
          padding: [
            [(size! - 1) * dilation!, 0],
            [0, 0],
          ],
        },
      };
      const valid = { suffix: 'valid', className, config: { ...config, padding: 'valid' }, weights: layer.weights };
      return chain(layer, [...alongWidth<(typeof layer.weights)[number]>(inputs[0]!, pad), valid]);
    },
  };
}

/** Keras 1's [length, 1, in, out], or Theano's older [out, in, length, 1], → [length, in, out] */
function withoutWidth(kernel: Tensor, { kerasVersion }: Origin): Tensor {
  if (kerasVersion !== 1 || kernel.shape.length !== 4) return kernel;
  const { shape, data } = kernel.shape[1] === 1 ? kernel : transposed(kernel, [2, 3, 1, 0]);
  return { shape: [shape[0]!, shape[2]!, shape[3]!], data };
}

/** Output extents of a layer that slides a convolution's window. */
export function slid(settings: Settings, inputs: Shape[], spatial: number): Shape {
  const input = onlyInput(settings, inputs, spatial + 1);
  return slideOver(settings, input.slice(0, -1), convolutionWindow(settings, spatial));
}

export const biasRule = (settings: Settings, units: number) =>
  settings.flag('use_bias') ? [{ variable: 'bias', shape: [units] }] : [];

/** Convolves, adds the layer's bias if it has one and applies its activation. @param kernel in ONNX' order. */
export function convolve(call: LayerCall, input: Value, kernel: string, group: number): Value {
  const { settings, layer, outputShape, onnx, kerasVersion } = call;
  const x = onnx.channelsFirst(input);
  const spatial = x.shape.slice(0, -1);
  const attributes = { ...windowAttributes(spatial, convolutionWindow(settings, spatial.length)), group };
  const bias = findWeight(layer, 'bias');
  const operands = [x.name, kernel, ...(bias ? [onnx.weight(bias)] : [])];
  const y: Value = { name: onnx.op('Conv', operands, attributes), shape: outputShape, layout: 'channels-first' };
  return activate(y, settings, onnx, kerasVersion);
}

export const convolutions = [
  convolution('Conv1D', 1, ['Convolution1D', 'AtrousConvolution1D', 'AtrousConv1D']),
  convolution('Conv2D', 2, ['Convolution2D', 'AtrousConvolution2D', 'AtrousConv2D']),
];
