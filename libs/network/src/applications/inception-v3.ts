import type { TensorRef } from '../graph.js';
import { denseTop, type Application } from './application.js';
import type { ConvolutionOptions, GraphBuilder } from './graph-builder.js';

/** One convolution with batch normalisation and ReLU: filters, kernel and, where not usual, its options. */
type Step = [number, number | [number, number], ConvolutionOptions?];

const REDUCE: ConvolutionOptions = { strides: 2, padding: 'valid' };

/** Inception v3 (Szegedy et al. 2015). */
export const inceptionV3: Application = {
  name: 'InceptionV3',
  defaultSize: 299,
  minimalSize: 75,
  preprocessing: 'tf',
  alphas: [1],
  backbone(g, x) {
    x = steps(g, x, [32, 3, REDUCE], [32, 3, { padding: 'valid' }], [64, 3]);
    x = g.maxPool(x, 3, 2);
    x = steps(g, x, [80, 1, { padding: 'valid' }], [192, 3, { padding: 'valid' }]);
    x = g.maxPool(x, 3, 2);
    [32, 64, 64].forEach((pooled, i) => {
      const branches = [
        steps(g, x, [64, 1]),
        steps(g, x, [48, 1], [64, 5]),
        steps(g, x, [64, 1], [96, 3], [96, 3]),
        averaged(g, x, pooled),
      ];
      x = g.concat(branches, `mixed${i}`);
    });
    x = g.concat(
      [steps(g, x, [384, 3, REDUCE]), steps(g, x, [64, 1], [96, 3], [96, 3, REDUCE]), g.maxPool(x, 3, 2)],
      'mixed3',
    );
    [128, 160, 160, 192].forEach((width, i) => {
      const branches = [
        steps(g, x, [192, 1]),
        steps(g, x, [width, 1], [width, [1, 7]], [192, [7, 1]]),
        steps(g, x, [width, 1], [width, [7, 1]], [width, [1, 7]], [width, [7, 1]], [192, [1, 7]]),
        averaged(g, x, 192),
      ];
      x = g.concat(branches, `mixed${4 + i}`);
    });
    x = g.concat(
      [
        steps(g, x, [192, 1], [320, 3, REDUCE]),
        steps(g, x, [192, 1], [192, [1, 7]], [192, [7, 1]], [192, 3, REDUCE]),
        g.maxPool(x, 3, 2),
      ],
      'mixed8',
    );
    for (const i of [0, 1]) {
      const branches = [
        steps(g, x, [320, 1]),
        forked(g, steps(g, x, [384, 1]), `mixed9_${i}`),
        forked(g, steps(g, x, [448, 1], [384, 3])),
        averaged(g, x, 192),
      ];
      x = g.concat(branches, `mixed${9 + i}`);
    }
    return x;
  },
  top: denseTop('avg_pool'),
};

function steps(g: GraphBuilder, x: TensorRef, ...list: Step[]): TensorRef {
  for (const [filters, kernel, options] of list) {
    x = g.conv(x, filters, kernel, { padding: 'same', bias: false, ...options });
    x = g.activation(g.batchNorm(x, undefined, { scale: false }), 'relu');
  }
  return x;
}

const averaged = (g: GraphBuilder, x: TensorRef, filters: number) => steps(g, g.avgPool(x, 3, 1, 'same'), [filters, 1]);

const forked = (g: GraphBuilder, x: TensorRef, name?: string) =>
  g.concat([steps(g, x, [384, [1, 3]]), steps(g, x, [384, [3, 1]])], name);
