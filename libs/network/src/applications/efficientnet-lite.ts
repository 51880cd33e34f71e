import type { TensorRef } from '../graph.js';
import { divisible, type Application } from './application.js';
import { DROP_CONNECT, type Stage, STAGES } from './efficientnet.js';
import type { GraphBuilder } from './graph-builder.js';

/**
 * EfficientNet for phones (Tan, Le 2019; `efficientnet/lite` of TensorFlow's tpu repository): ReLU6 instead of swish, no
 * squeeze and excitation, stem, first and last stage and the last convolution not scaled. Layers are named as Keras names
 * EfficientNet's. The authors prepare pixels as (pixel − 127) / 128, which differs from `tf` by a grey level at most.
 */
function efficientNetLite(index: number, width: number, depth: number, size: number, dropout: number): Application {
  return {
    name: `EfficientNetLite${index}`,
    defaultSize: size,
    minimalSize: 32,
    preprocessing: 'tf',
    alphas: [1],
    poolNames: { avg: 'avg_pool', max: 'max_pool' },
    backbone(g, x) {
      x = g.conv(x, 32, 3, { strides: 2, padding: 'same', bias: false, name: 'stem_conv' });
      x = g.relu(g.batchNorm(x, 'stem_bn'), 'stem_activation', 6);
      x = stages(g, x, width, depth);
      x = g.conv(x, 1280, 1, { padding: 'same', bias: false, name: 'top_conv' });
      return g.relu(g.batchNorm(x, 'top_bn'), 'top_activation', 6);
    },
    top(g, x, { classes }) {
      x = g.dropout(g.globalPool(x, 'avg', 'avg_pool'), dropout, 'top_dropout');
      return g.dense(x, classes, 'softmax', 'predictions');
    },
  };
}

function stages(g: GraphBuilder, x: TensorRef, width: number, depth: number): TensorRef {
  const isOuter = (i: number) => i === 0 || i === STAGES.length - 1;
  const scaled = STAGES.map((stage, i) => ({
    ...stage,
    filters: divisible(stage.filters * width),
    repeats: isOuter(i) ? stage.repeats : Math.ceil(depth * stage.repeats),
  }));
  const total = scaled.reduce((sum, { repeats }) => sum + repeats, 0);
  let block = 0;
  scaled.forEach((stage, i) => {
    for (let j = 0; j < stage.repeats; j++) {
      const drop = (DROP_CONNECT * block++) / total;
      const prefix = `block${i + 1}${String.fromCharCode(97 + j)}_`;
      x = invertedResidual(g, x, { ...stage, strides: j === 0 ? stage.strides : 1 }, drop, prefix);
    }
  });
  return x;
}

function invertedResidual(g: GraphBuilder, input: TensorRef, block: Stage, drop: number, prefix: string): TensorRef {
  const { kernel, filters, expansion, strides } = block;
  const channels = g.channelsOf(input);
  let x = input;
  if (expansion !== 1) {
    x = g.conv(x, channels * expansion, 1, { padding: 'same', bias: false, name: `${prefix}expand_conv` });
    x = g.relu(g.batchNorm(x, `${prefix}expand_bn`), `${prefix}expand_activation`, 6);
  }
  x = g.depthwise(x, kernel, { strides, padding: 'same', bias: false, name: `${prefix}dwconv` });
  x = g.relu(g.batchNorm(x, `${prefix}bn`), `${prefix}activation`, 6);
  x = g.conv(x, filters, 1, { padding: 'same', bias: false, name: `${prefix}project_conv` });
  x = g.batchNorm(x, `${prefix}project_bn`);
  if (strides > 1 || channels !== filters) return x;
  if (drop > 0) x = g.dropout(x, drop, `${prefix}drop`);
  return g.sum([input, x], `${prefix}add`);
}

export const efficientNetLites = [
  efficientNetLite(0, 1.0, 1.0, 224, 0.2),
  efficientNetLite(1, 1.0, 1.1, 240, 0.2),
  efficientNetLite(2, 1.1, 1.2, 260, 0.3),
  efficientNetLite(3, 1.2, 1.4, 280, 0.3),
  efficientNetLite(4, 1.4, 1.8, 300, 0.3),
];
