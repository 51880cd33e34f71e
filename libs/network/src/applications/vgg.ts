import type { TensorRef } from '../graph.js';
import type { Application, BuildContext } from './application.js';
import type { GraphBuilder } from './graph-builder.js';

/** VGG (Simonyan, Zisserman 2014): blocks of 3×3 convolutions, each ended by a max pooling. */
function vgg(name: string, convolutions: number[]): Application {
  return {
    name,
    defaultSize: 224,
    minimalSize: 32,
    preprocessing: 'caffe',
    alphas: [1],
    backbone: (g, input) =>
      convolutions.reduce((x, count, index) => {
        const filters = Math.min(64 * 2 ** index, 512);
        const block = `block${index + 1}`;
        for (let i = 1; i <= count; i++) {
          const conv = { filters, kernel_size: [3, 3], padding: 'same', activation: 'relu' };
          x = g.add('Conv2D', conv, [x], `${block}_conv${i}`);
        }
        return g.maxPool(x, 2, 2, 'valid', `${block}_pool`);
      }, input),
    top,
  };
}

function top(g: GraphBuilder, x: TensorRef, { classes }: BuildContext): TensorRef {
  x = g.add('Flatten', {}, [x], 'flatten');
  x = g.dense(x, 4096, 'relu', 'fc1');
  x = g.dense(x, 4096, 'relu', 'fc2');
  return g.dense(x, classes, 'softmax', 'predictions');
}

export const vggs = [vgg('VGG16', [2, 2, 3, 3, 3]), vgg('VGG19', [2, 2, 4, 4, 4])];
