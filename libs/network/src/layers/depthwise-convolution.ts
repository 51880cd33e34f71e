import { convolutionSettings, moderniseConvolution } from './convolution-settings.js';
import { biasRule, convolve, slid } from './convolution.js';
import { channelsOf, type LayerKind, onlyInput, weightNamed } from './layer-kind.js';

/** Each channel convolved with `depth_multiplier` kernels of its own. Kernel: [height, width, channels, multiplier]. */
export const depthwiseConvolution: LayerKind = {
  className: 'DepthwiseConv2D',
  settings: { ...convolutionSettings(2), depth_multiplier: 1 },
  spatial: 2,
  modernise: moderniseConvolution,
  weights(settings, inputs) {
    const channels = channelsOf(settings, onlyInput(settings, inputs, 3));
    const multiplier = settings.count('depth_multiplier');
    return [
      { variable: 'depthwise_kernel', shape: [...settings.counts('kernel_size', 2), channels, multiplier] },
      ...biasRule(settings, channels * multiplier),
    ];
  },
  outputShape(settings, inputs) {
    return [...slid(settings, inputs, 2), channelsOf(settings, inputs[0]!) * settings.count('depth_multiplier')];
  },
  lower(call) {
    const weight = weightNamed(call.layer, 'depthwise_kernel');
    const [height, width, channels, multiplier] = weight.shape as [number, number, number, number];
    // [h, w, c, m] → [c · m, 1, h, w]: channel c's outputs stand together, in ONNX' groups as in Keras.
    const kernel = call.onnx.weight(weight, [2, 3, 0, 1], [height, width, channels * multiplier, 1]);
    return convolve(call, call.inputs[0]!, kernel, channels);
  },
};
