import type { TensorRef } from '../graph.js';
import { denseTop, divisible, type Application } from './application.js';
import type { GraphBuilder } from './graph-builder.js';

/** MobileNetV2 (Sandler et al. 2018), table 2: [channels out, repeats, stride of the first]. */
const STAGES: [number, number, number][] = [
  [16, 1, 1],
  [24, 2, 2],
  [32, 3, 2],
  [64, 4, 2],
  [96, 3, 1],
  [160, 3, 2],
  [320, 1, 1],
];
const EXPANSION = 6;
const NORM = { epsilon: 1e-3, momentum: 0.999 };

export const mobileNetV2: Application = {
  name: 'MobileNetV2',
  defaultSize: 224,
  minimalSize: 32,
  preprocessing: 'tf',
  alphas: [0.35, 0.5, 0.75, 1, 1.3, 1.4],
  backbone(g, x, { alpha }) {
    x = g.conv(x, divisible(32 * alpha), 3, { strides: 2, padding: 'same', bias: false, name: 'Conv1' });
    x = g.relu(g.batchNorm(x, 'bn_Conv1', NORM), 'Conv1_relu', 6);
    const blocks = STAGES.flatMap(([filters, repeats, first]) =>
      Array.from({ length: repeats }, (_, i) => ({ filters, strides: i === 0 ? first : 1 })),
    );
    blocks.forEach(({ filters, strides }, id) => {
      x = block(g, x, divisible(Math.trunc(filters * alpha)), strides, id);
    });
    // The last convolution is not made narrower, as the paper says.
    x = g.conv(x, alpha > 1 ? divisible(1280 * alpha) : 1280, 1, { bias: false, name: 'Conv_1' });
    return g.relu(g.batchNorm(x, 'Conv_1_bn', NORM), 'out_relu', 6);
  },
  top: denseTop(),
};

function block(g: GraphBuilder, input: TensorRef, filters: number, strides: number, id: number): TensorRef {
  const prefix = id === 0 ? 'expanded_conv_' : `block_${id}_`;
  const channels = g.channelsOf(input);
  let x = input;
  if (id > 0) {
    x = g.conv(x, EXPANSION * channels, 1, { padding: 'same', bias: false, name: `${prefix}expand` });
    x = g.relu(g.batchNorm(x, `${prefix}expand_BN`, NORM), `${prefix}expand_relu`, 6);
  }
  if (strides > 1) x = g.zeroPadForStride(x, 3, `${prefix}pad`);
  const padding = strides === 1 ? 'same' : 'valid';
  x = g.depthwise(x, 3, { strides, padding, bias: false, name: `${prefix}depthwise` });
  x = g.relu(g.batchNorm(x, `${prefix}depthwise_BN`, NORM), `${prefix}depthwise_relu`, 6);
  x = g.conv(x, filters, 1, { padding: 'same', bias: false, name: `${prefix}project` });
  x = g.batchNorm(x, `${prefix}project_BN`, NORM);
  return channels === filters && strides === 1 ? g.sum([input, x], `${prefix}add`) : x;
}
