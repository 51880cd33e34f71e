import type { TensorRef } from '../graph.js';
import { denseTop, type Application } from './application.js';
import type { GraphBuilder } from './graph-builder.js';

const NORM = { epsilon: 1.001e-5 };
const pads = (n: number): [[number, number], [number, number]] => [
  [n, n],
  [n, n],
];
const POOL_NAMES = { avg: 'avg_pool', max: 'max_pool' };

function stem(g: GraphBuilder, x: TensorRef, bias: boolean): TensorRef {
  x = g.zeroPad(x, pads(3), 'conv1_pad');
  return g.conv(x, 64, 7, { strides: 2, bias, name: 'conv1_conv' });
}

const stemPool = (g: GraphBuilder, x: TensorRef) =>
  g.maxPool(g.zeroPad(x, pads(1), 'pool1_pad'), 3, 2, 'valid', 'pool1_pool');

const normRelu = (g: GraphBuilder, x: TensorRef, name: string) =>
  g.activation(g.batchNorm(x, `${name}_bn`, NORM), 'relu', `${name}_relu`);

/** ResNet (He et al. 2015): bottlenecks whose first convolution strides. */
function resNet(name: string, repeats: number[]): Application {
  return {
    name,
    defaultSize: 224,
    minimalSize: 32,
    preprocessing: 'caffe',
    alphas: [1],
    poolNames: POOL_NAMES,
    backbone(g, x) {
      x = stem(g, x, true);
      x = stemPool(g, normRelu(g, x, 'conv1'));
      repeats.forEach((count, stage) => {
        for (let i = 1; i <= count; i++) {
          const strides = i === 1 && stage > 0 ? 2 : 1;
          x = bottleneck(g, x, 64 * 2 ** stage, strides, i === 1, `conv${stage + 2}_block${i}`);
        }
      });
      return x;
    },
    top: denseTop('avg_pool'),
  };
}

function bottleneck(
  g: GraphBuilder,
  x: TensorRef,
  filters: number,
  strides: number,
  project: boolean,
  name: string,
): TensorRef {
  const shortcut = project
    ? g.batchNorm(g.conv(x, 4 * filters, 1, { strides, name: `${name}_0_conv` }), `${name}_0_bn`, NORM)
    : x;
  x = normRelu(g, g.conv(x, filters, 1, { strides, name: `${name}_1_conv` }), `${name}_1`);
  x = normRelu(g, g.conv(x, filters, 3, { padding: 'same', name: `${name}_2_conv` }), `${name}_2`);
  x = g.batchNorm(g.conv(x, 4 * filters, 1, { name: `${name}_3_conv` }), `${name}_3_bn`, NORM);
  return g.activation(g.sum([shortcut, x], `${name}_add`), 'relu', `${name}_out`);
}

/** ResNet V2 (He et al. 2016): normalisation before the convolutions; the last bottleneck of a stage strides. */
function resNetV2(name: string, repeats: number[]): Application {
  return {
    name,
    defaultSize: 224,
    minimalSize: 32,
    preprocessing: 'tf',
    alphas: [1],
    poolNames: POOL_NAMES,
    backbone(g, x) {
      x = stemPool(g, stem(g, x, true));
      repeats.forEach((count, stage) => {
        for (let i = 1; i <= count; i++) {
          const strides = i === count && stage < repeats.length - 1 ? 2 : 1;
          x = preactivated(g, x, 64 * 2 ** stage, strides, i === 1, `conv${stage + 2}_block${i}`);
        }
      });
      return normRelu(g, x, 'post');
    },
    top: denseTop('avg_pool'),
  };
}

function preactivated(
  g: GraphBuilder,
  input: TensorRef,
  filters: number,
  strides: number,
  project: boolean,
  name: string,
): TensorRef {
  let x = normRelu(g, input, `${name}_preact`);
  let shortcut = input;
  if (project) shortcut = g.conv(x, 4 * filters, 1, { strides, name: `${name}_0_conv` });
  else if (strides > 1) shortcut = g.maxPool(input, 1, strides);
  x = normRelu(g, g.conv(x, filters, 1, { bias: false, name: `${name}_1_conv` }), `${name}_1`);
  x = g.zeroPad(x, pads(1), `${name}_2_pad`);
  x = normRelu(g, g.conv(x, filters, 3, { strides, bias: false, name: `${name}_2_conv` }), `${name}_2`);
  x = g.conv(x, 4 * filters, 1, { name: `${name}_3_conv` });
  return g.sum([shortcut, x], `${name}_out`);
}

const DEPTHS: Record<string, number[]> = { 50: [3, 4, 6, 3], 101: [3, 4, 23, 3], 152: [3, 8, 36, 3] };

export const resNets = Object.entries(DEPTHS).flatMap(([depth, repeats]) => [
  resNet(`ResNet${depth}`, repeats),
  resNetV2(`ResNet${depth}V2`, repeats),
]);
