import type { TensorRef } from '../graph.js';
import { divisible, type Application } from './application.js';
import type { GraphBuilder } from './graph-builder.js';

export interface Stage {
  kernel: number;
  repeats: number;
  filters: number;
  expansion: number;
  strides: number;
}

const stage = (kernel: number, repeats: number, filters: number, expansion: number, strides: number): Stage => ({
  kernel,
  repeats,
  filters,
  expansion,
  strides,
});

/** EfficientNet-B0 (Tan, Le 2019), table 1. */
export const STAGES = [
  stage(3, 1, 16, 1, 1),
  stage(3, 2, 24, 6, 2),
  stage(5, 2, 40, 6, 2),
  stage(3, 3, 80, 6, 2),
  stage(5, 3, 112, 6, 1),
  stage(5, 4, 192, 6, 2),
  stage(3, 1, 320, 6, 1),
];
/** Chance that the last block of a network drops its residual branch in training; the first blocks' is lower. */
export const DROP_CONNECT = 0.2;
const IMAGENET_DEVIATION = [0.229, 0.224, 0.225];

/** Compound scaling: width and depth grow with the input size. */
function efficientNet(name: string, width: number, depth: number, defaultSize: number, dropout: number): Application {
  const filtersOf = (filters: number) => divisible(filters * width);
  return {
    name,
    defaultSize,
    minimalSize: 32,
    preprocessing: 'none',
    alphas: [1],
    poolNames: { avg: 'avg_pool', max: 'max_pool' },
    backbone(g, x, { imagenetScaling }) {
      x = g.add('Rescaling', { scale: 1 / 255, offset: 0 }, [x]);
      x = g.add('Normalization', { axis: -1 }, [x]);
      // Keras' ImageNet weights were trained with a division by the variance's root taken twice.
      if (imagenetScaling)
        x = g.add('Rescaling', { scale: IMAGENET_DEVIATION.map((d) => 1 / Math.sqrt(d)), offset: 0 }, [x]);
      x = g.zeroPadForStride(x, 3, 'stem_conv_pad');
      x = g.conv(x, filtersOf(32), 3, { strides: 2, bias: false, name: 'stem_conv' });
      x = g.activation(g.batchNorm(x, 'stem_bn'), 'swish', 'stem_activation');
      x = stages(g, x, filtersOf, (repeats) => Math.ceil(depth * repeats));
      x = g.conv(x, filtersOf(1280), 1, { padding: 'same', bias: false, name: 'top_conv' });
      return g.activation(g.batchNorm(x, 'top_bn'), 'swish', 'top_activation');
    },
    top(g, x, { classes }) {
      x = g.dropout(g.globalPool(x, 'avg', 'avg_pool'), dropout, 'top_dropout');
      return g.dense(x, classes, 'softmax', 'predictions');
    },
  };
}

function stages(
  g: GraphBuilder,
  x: TensorRef,
  filtersOf: (n: number) => number,
  repeatsOf: (n: number) => number,
): TensorRef {
  const total = STAGES.reduce((sum, { repeats }) => sum + repeatsOf(repeats), 0);
  let index = 0;
  STAGES.forEach((row, i) => {
    for (let j = 0; j < repeatsOf(row.repeats); j++) {
      const block = { ...row, filters: filtersOf(row.filters), strides: j === 0 ? row.strides : 1 };
      const drop = (DROP_CONNECT * index++) / total;
      x = invertedResidual(g, x, block, drop, `block${i + 1}${String.fromCharCode(97 + j)}_`);
    }
  });
  return x;
}

function invertedResidual(g: GraphBuilder, input: TensorRef, block: Stage, drop: number, prefix: string): TensorRef {
  const { kernel, filters, expansion, strides } = block;
  const channels = g.channelsOf(input);
  const wide = channels * expansion;
  let x = input;
  if (expansion !== 1) {
    x = g.conv(x, wide, 1, { padding: 'same', bias: false, name: `${prefix}expand_conv` });
    x = g.activation(g.batchNorm(x, `${prefix}expand_bn`), 'swish', `${prefix}expand_activation`);
  }
  if (strides > 1) x = g.zeroPadForStride(x, kernel, `${prefix}dwconv_pad`);
  const padding = strides === 1 ? 'same' : 'valid';
  x = g.depthwise(x, kernel, { strides, padding, bias: false, name: `${prefix}dwconv` });
  x = g.activation(g.batchNorm(x, `${prefix}bn`), 'swish', `${prefix}activation`);
  x = squeezeExcite(g, x, Math.max(1, Math.trunc(channels / 4)), wide, `${prefix}se_`);
  x = g.conv(x, filters, 1, { padding: 'same', bias: false, name: `${prefix}project_conv` });
  x = g.batchNorm(x, `${prefix}project_bn`);
  if (strides > 1 || channels !== filters) return x;
  if (drop > 0) x = g.dropout(x, drop, `${prefix}drop`);
  return g.sum([x, input], `${prefix}add`);
}

function squeezeExcite(g: GraphBuilder, input: TensorRef, narrow: number, wide: number, prefix: string): TensorRef {
  let x = g.globalPool(input, 'avg', `${prefix}squeeze`);
  x = g.add('Reshape', { target_shape: [1, 1, wide] }, [x], `${prefix}reshape`);
  const conv = { kernel_size: [1, 1], padding: 'same' };
  x = g.add('Conv2D', { ...conv, filters: narrow, activation: 'swish' }, [x], `${prefix}reduce`);
  x = g.add('Conv2D', { ...conv, filters: wide, activation: 'sigmoid' }, [x], `${prefix}expand`);
  return g.add('Multiply', {}, [input, x], `${prefix}excite`);
}

export const efficientNets = [
  efficientNet('EfficientNetB0', 1.0, 1.0, 224, 0.2),
  efficientNet('EfficientNetB1', 1.0, 1.1, 240, 0.2),
  efficientNet('EfficientNetB2', 1.1, 1.2, 260, 0.3),
  efficientNet('EfficientNetB3', 1.2, 1.4, 300, 0.3),
];
