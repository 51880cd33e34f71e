import type { TensorRef } from '../graph.js';
import { divisible, type Application } from './application.js';
import type { GraphBuilder } from './graph-builder.js';

interface Block {
  expansion: number;
  filters: number;
  kernel: number;
  strides: number;
  squeeze: boolean;
  /** `relu` or `hard_swish`. */
  activation: 'relu' | 'hard_swish';
}

/** Rows of tables 1 and 2 of Howard et al. 2019: expansion, channels out, kernel, stride, squeeze and excite, activation. */
const row = (
  expansion: number,
  filters: number,
  kernel: number,
  strides: number,
  squeeze: boolean,
  activation: Block['activation'],
): Block => ({ expansion, filters, kernel, strides, squeeze, activation });

const SMALL: Block[] = [
  row(1, 16, 3, 2, true, 'relu'),
  row(72 / 16, 24, 3, 2, false, 'relu'),
  row(88 / 24, 24, 3, 1, false, 'relu'),
  row(4, 40, 5, 2, true, 'hard_swish'),
  row(6, 40, 5, 1, true, 'hard_swish'),
  row(6, 40, 5, 1, true, 'hard_swish'),
  row(3, 48, 5, 1, true, 'hard_swish'),
  row(3, 48, 5, 1, true, 'hard_swish'),
  row(6, 96, 5, 2, true, 'hard_swish'),
  row(6, 96, 5, 1, true, 'hard_swish'),
  row(6, 96, 5, 1, true, 'hard_swish'),
];

const LARGE: Block[] = [
  row(1, 16, 3, 1, false, 'relu'),
  row(4, 24, 3, 2, false, 'relu'),
  row(3, 24, 3, 1, false, 'relu'),
  row(3, 40, 5, 2, true, 'relu'),
  row(3, 40, 5, 1, true, 'relu'),
  row(3, 40, 5, 1, true, 'relu'),
  row(6, 80, 3, 2, false, 'hard_swish'),
  row(2.5, 80, 3, 1, false, 'hard_swish'),
  row(2.3, 80, 3, 1, false, 'hard_swish'),
  row(2.3, 80, 3, 1, false, 'hard_swish'),
  row(6, 112, 3, 1, true, 'hard_swish'),
  row(6, 112, 3, 1, true, 'hard_swish'),
  row(6, 160, 5, 2, true, 'hard_swish'),
  row(6, 160, 5, 1, true, 'hard_swish'),
  row(6, 160, 5, 1, true, 'hard_swish'),
];

const NORM = { epsilon: 1e-3, momentum: 0.999 };

function mobileNetV3(name: string, blocks: Block[], lastFilters: number): Application {
  return {
    name,
    defaultSize: 224,
    minimalSize: 32,
    preprocessing: 'none',
    alphas: [0.75, 1],
    poolNames: { avg: 'avg_pool', max: 'max_pool' },
    backbone(g, x, { alpha }) {
      x = g.add('Rescaling', { scale: 1 / 127.5, offset: -1 }, [x]);
      x = g.conv(x, 16, 3, { strides: 2, padding: 'same', bias: false, name: 'conv' });
      x = activate(g, g.batchNorm(x, 'conv_bn', NORM), 'hard_swish');
      blocks.forEach((block, id) => {
        x = invertedResidual(g, x, { ...block, filters: divisible(block.filters * alpha) }, id);
      });
      x = g.conv(x, divisible(g.channelsOf(x) * 6), 1, { padding: 'same', bias: false, name: 'conv_1' });
      return activate(g, g.batchNorm(x, 'conv_1_bn', NORM), 'hard_swish');
    },
    top(g, x, { classes, alpha }) {
      x = g.globalPool(x, 'avg', undefined, true);
      x = g.conv(x, alpha > 1 ? divisible(lastFilters * alpha) : lastFilters, 1, { padding: 'same', name: 'conv_2' });
      x = g.dropout(activate(g, x, 'hard_swish'), 0.2);
      x = g.conv(x, classes, 1, { padding: 'same', name: 'logits' });
      return g.activation(g.add('Flatten', {}, [x]), 'softmax', 'predictions');
    },
  };
}

const activate = (g: GraphBuilder, x: TensorRef, activation: Block['activation']): TensorRef =>
  activation === 'relu' ? g.relu(x) : g.activation(x, activation);

function invertedResidual(g: GraphBuilder, input: TensorRef, block: Block, id: number): TensorRef {
  const { filters, kernel, strides, activation } = block;
  const prefix = id === 0 ? 'expanded_conv_' : `expanded_conv_${id}_`;
  const channels = g.channelsOf(input);
  const wide = divisible(channels * block.expansion);
  let x = input;
  if (id > 0) {
    x = g.conv(x, wide, 1, { padding: 'same', bias: false, name: `${prefix}expand` });
    x = activate(g, g.batchNorm(x, `${prefix}expand_bn`, NORM), activation);
  }
  if (strides > 1) x = g.zeroPadForStride(x, kernel, `${prefix}depthwise_pad`);
  const padding = strides === 1 ? 'same' : 'valid';
  x = g.depthwise(x, kernel, { strides, padding, bias: false, name: `${prefix}depthwise` });
  x = activate(g, g.batchNorm(x, `${prefix}depthwise_bn`, NORM), activation);
  if (block.squeeze) x = squeezeExcite(g, x, wide, `${prefix}squeeze_excite_`);
  x = g.conv(x, filters, 1, { padding: 'same', bias: false, name: `${prefix}project` });
  x = g.batchNorm(x, `${prefix}project_bn`, NORM);
  return strides === 1 && channels === filters ? g.sum([input, x], `${prefix}add`) : x;
}

/** Keras 3's hard sigmoid, relu6(x + 3) / 6, stands for the three arithmetic layers that Keras makes of it here. */
function squeezeExcite(g: GraphBuilder, input: TensorRef, filters: number, prefix: string): TensorRef {
  let x = g.globalPool(input, 'avg', `${prefix}avg_pool`, true);
  x = g.relu(g.conv(x, divisible(filters / 4), 1, { padding: 'same', name: `${prefix}conv` }), `${prefix}relu`);
  x = g.conv(x, filters, 1, { padding: 'same', name: `${prefix}conv_1` });
  return g.add('Multiply', {}, [input, g.activation(x, 'hard_sigmoid')], `${prefix}mul`);
}

export const mobileNetsV3 = [
  mobileNetV3('MobileNetV3Small', SMALL, 1024),
  mobileNetV3('MobileNetV3Large', LARGE, 1280),
];
