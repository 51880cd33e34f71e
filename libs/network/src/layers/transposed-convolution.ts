import type { Value } from '../lowering/lowered-graph.js';
import { activate } from './activation-functions.js';
import { convolutionSettings, moderniseConvolution } from './convolution-settings.js';
import { biasRule } from './convolution.js';
import { channelsOf, findWeight, type LayerKind, notInTfjs, onlyInput, weightNamed } from './layer-kind.js';
import { correlating, transposed, withKernel } from './older-weights.js';
import type { Settings } from './settings.js';
import { convolutionWindow, reachOf } from './window.js';

/** The transpose of a convolution, which enlarges by its strides. Kernel: [height, width, filters, channels]. */
export const transposedConvolution: LayerKind = {
  className: 'Conv2DTranspose',
  aliases: ['Deconvolution2D', 'Deconv2D', 'Convolution2DTranspose'],
  settings: { filters: undefined, ...convolutionSettings(2), output_padding: null },
  modernise({ output_shape: _, ...config }) {
    return moderniseConvolution(config);
  },
  spatial: 2,
  moderniseWeights: withKernel((kernel, origin) => {
    const order = origin.channelsFirst ? [2, 3, 0, 1] : [0, 1, 3, 2];
    return correlating(origin.kerasVersion === 1 ? transposed(kernel, order) : kernel, origin);
  }),
  weights(settings, inputs) {
    const channels = channelsOf(settings, onlyInput(settings, inputs, 3));
    const filters = settings.count('filters');
    const kernel = [...settings.counts('kernel_size', 2), filters, channels];
    return [{ variable: 'kernel', shape: kernel }, ...biasRule(settings, filters)];
  },
  outputShape(settings, inputs) {
    const input = onlyInput(settings, inputs, 3);
    const { strides, size, dilation } = convolutionWindow(settings, 2);
    const overhangs = overhang(settings);
    const extents = [0, 1].map((i) => {
      const extent = input[i]!;
      return extent && (extent - 1) * strides[i]! + reachOf(size[i]!, dilation[i]!) - overhangs[i]!;
    });
    return [...extents, settings.count('filters')];
  },
  lower({ settings, layer, inputs, outputShape, onnx, kerasVersion }) {
    const x = onnx.channelsFirst(inputs[0]!);
    const { size, strides, dilation } = convolutionWindow(settings, 2);
    const overhangs = overhang(settings);
    const cut = overhangs.map((total) => Math.max(total, 0));
    const attributes = {
      kernel_shape: size,
      strides,
      dilations: dilation,
      pads: [...cut.map((total) => Math.floor(total / 2)), ...cut.map((total) => Math.ceil(total / 2))],
      output_padding: overhangs.map((total) => Math.max(-total, 0)),
    };
    const bias = findWeight(layer, 'bias');
    // [h, w, out, in] → [in, out, h, w]
    const kernel = onnx.weight(weightNamed(layer, 'kernel'), [3, 2, 0, 1]);
    const name = onnx.op('ConvTranspose', [x.name, kernel, ...(bias ? [onnx.weight(bias)] : [])], attributes);
    const y: Value = { name, shape: outputShape, layout: 'channels-first' };
    return activate(y, settings, onnx, kerasVersion);
  },
  tfjs(layer) {
    const { output_padding, ...config } = layer.config;
    if (output_padding !== null) throw notInTfjs(layer, 'it has no output_padding');
    if ((config.dilation_rate as number[]).some((rate) => rate !== 1))
      throw notInTfjs(layer, 'it has no dilation here');
    return [{ ...layer, config }];
  },
};

/** What is cut off the full result in each dimension, both sides together; negative where zeros are put behind it. */
function overhang(settings: Settings): number[] {
  const { size, strides, dilation, padding } = convolutionWindow(settings, 2);
  const reach = size.map((extent, i) => reachOf(extent, dilation[i]!));
  if (settings.get('output_padding') !== null) {
    const more = settings.counts('output_padding', 2, 0);
    return reach.map((extent, i) => (padding === 'same' ? 2 * Math.floor(extent / 2) : 0) - more[i]!);
  }
  return reach.map((extent, i) => (padding === 'same' ? extent - strides[i]! : Math.min(extent - strides[i]!, 0)));
}
