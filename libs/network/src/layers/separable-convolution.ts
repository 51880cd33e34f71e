import type { Value } from '../lowering/lowered-graph.js';
import { convolutionSettings, moderniseConvolution } from './convolution-settings.js';
import { biasRule, convolve, slid } from './convolution.js';
import { chain, channelsOf, type LayerCall, type LayerKind, onlyInput, weightNamed } from './layer-kind.js';
import { kernelOfKeras1 } from './older-weights.js';
import { alongWidth } from './width.js';
import { Settings } from './settings.js';
import { convolutionWindow, windowAttributes } from './window.js';

/**
 * A depthwise convolution, then a pointwise one (Chollet 2017).
 * Kernels: [size…, channels, multiplier] and [1…, channels · multiplier, filters].
 */
function separableConvolution(className: string, spatial: 1 | 2, aliases: string[]): LayerKind {
  return {
    className,
    aliases,
    settings: { filters: undefined, ...convolutionSettings(spatial), depth_multiplier: 1 },
    spatial,
    modernise: moderniseConvolution,
    moderniseWeights: (tensors, origin) =>
      spatial === 2 ? tensors.map((tensor) => kernelOfKeras1(tensor, origin)) : tensors,
    weights(settings, inputs) {
      const channels = channelsOf(settings, onlyInput(settings, inputs, spatial + 1));
      const multiplier = settings.count('depth_multiplier');
      const filters = settings.count('filters');
      const pointwise = [...Array<number>(spatial).fill(1), channels * multiplier, filters];
      return [
        { variable: 'depthwise_kernel', shape: [...settings.counts('kernel_size', spatial), channels, multiplier] },
        { variable: 'pointwise_kernel', shape: pointwise },
        ...biasRule(settings, filters),
      ];
    },
    outputShape(settings, inputs) {
      return [...slid(settings, inputs, spatial), settings.count('filters')];
    },
    lower(call) {
      const weight = weightNamed(call.layer, 'pointwise_kernel');
      const order = spatial === 1 ? [2, 1, 0] : [3, 2, 0, 1];
      return pointwise(call, depthwise(call, spatial), call.onnx.weight(weight, order));
    },
    tfjs(layer, { inputs }) {
      if (spatial === 2) return [layer];
      const weights = layer.weights.map((weight) =>
        weight.shape.length === 3 ? { ...weight, shape: [weight.shape[0]!, 1, ...weight.shape.slice(1)] } : weight,
      );
      const [size, stride, dilation] = ['kernel_size', 'strides', 'dilation_rate'].map(
        (key) => new Settings(layer).counts(key, 1)[0]!,
      );
      const config = {
        ...layer.config,
        kernel_size: [size, 1],
        strides: [stride, stride],
        dilation_rate: [dilation, 1],
      };
      const step = { suffix: 'wide', className: 'SeparableConv2D', config, weights };
      return chain(layer, alongWidth(inputs[0]!, step, layer.config.filters as number));
    },
  };
}

function depthwise({ layer, inputs, onnx, settings, outputShape }: LayerCall, spatial: 1 | 2): Value {
  const weight = weightNamed(layer, 'depthwise_kernel');
  const [channels, multiplier] = weight.shape.slice(-2) as [number, number];
  const flat = [...weight.shape.slice(0, -2), channels * multiplier, 1];
  const kernel = onnx.weight(weight, spatial === 1 ? [1, 2, 0] : [2, 3, 0, 1], flat);
  const x = onnx.channelsFirst(inputs[0]!);
  const attributes = windowAttributes(x.shape.slice(0, -1), convolutionWindow(settings, spatial));
  return {
    name: onnx.op('Conv', [x.name, kernel], { ...attributes, group: channels }),
    shape: [...outputShape.slice(0, -1), channels * multiplier],
    layout: 'channels-first',
  };
}

/** The second convolution slides a window of one over every place, whatever the settings of the first. */
function pointwise(call: LayerCall, x: Value, kernel: string): Value {
  const ones = Array<number>(x.shape.length - 1).fill(1);
  const config = { ...call.layer.config, kernel_size: ones, strides: ones, dilation_rate: ones, padding: 'valid' };
  return convolve({ ...call, settings: call.settings.with(config) }, x, kernel, 1);
}

export const separableConvolutions = [
  separableConvolution('SeparableConv1D', 1, ['SeparableConvolution1D']),
  separableConvolution('SeparableConv2D', 2, ['SeparableConvolution2D']),
];
