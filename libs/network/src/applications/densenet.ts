import type { TensorRef } from '../graph.js';
import { denseTop, type Application } from './application.js';
import type { GraphBuilder } from './graph-builder.js';

const NORM = { epsilon: 1.001e-5 };
const GROWTH = 32;

/** DenseNet-BC (Huang et al. 2016): every layer of a block sees all earlier ones. */
function denseNet(name: string, repeats: number[]): Application {
  return {
    name,
    defaultSize: 224,
    minimalSize: 32,
    preprocessing: 'torch',
    alphas: [1],
    poolNames: { avg: 'avg_pool', max: 'max_pool' },
    backbone(g, x) {
      x = g.conv(g.zeroPad(x, [[3, 3], [3, 3]]), 64, 7, { strides: 2, bias: false, name: 'conv1_conv' }); // oxfmt-ignore
      x = g.activation(g.batchNorm(x, 'conv1_bn', NORM), 'relu', 'conv1_relu');
      x = g.maxPool(g.zeroPad(x, [[1, 1], [1, 1]]), 3, 2, 'valid', 'pool1'); // oxfmt-ignore
      repeats.forEach((count, stage) => {
        for (let i = 1; i <= count; i++) x = layer(g, x, `conv${stage + 2}_block${i}`);
        if (stage < repeats.length - 1) x = transition(g, x, `pool${stage + 2}`);
      });
      return g.activation(g.batchNorm(x, 'bn', NORM), 'relu', 'relu');
    },
    top: denseTop('avg_pool'),
  };
}

const normRelu = (g: GraphBuilder, x: TensorRef, name: string) =>
  g.activation(g.batchNorm(x, `${name}_bn`, NORM), 'relu', `${name}_relu`);

function layer(g: GraphBuilder, input: TensorRef, name: string): TensorRef {
  let x = g.conv(normRelu(g, input, `${name}_0`), 4 * GROWTH, 1, { bias: false, name: `${name}_1_conv` });
  x = g.conv(normRelu(g, x, `${name}_1`), GROWTH, 3, { padding: 'same', bias: false, name: `${name}_2_conv` });
  return g.concat([input, x], `${name}_concat`);
}

/** Halves channels and extent. */
function transition(g: GraphBuilder, x: TensorRef, name: string): TensorRef {
  const half = Math.trunc(g.channelsOf(x) * 0.5);
  x = g.conv(normRelu(g, x, name), half, 1, { bias: false, name: `${name}_conv` });
  return g.avgPool(x, 2, 2, 'valid', `${name}_pool`);
}

export const denseNets = [
  denseNet('DenseNet121', [6, 12, 24, 16]),
  denseNet('DenseNet169', [6, 12, 32, 32]),
  denseNet('DenseNet201', [6, 12, 48, 32]),
];
