import type { TensorRef } from '../graph.js';
import { denseTop, type Application } from './application.js';
import type { ConvolutionOptions, GraphBuilder } from './graph-builder.js';

type Step = [number, number | [number, number], ConvolutionOptions?];

const REDUCE: ConvolutionOptions = { strides: 2, padding: 'valid' };

/** Residual branches of each kind of block: a list of steps a branch. */
const BRANCHES: Record<'block35' | 'block17' | 'block8', Step[][]> = {
  block35: [
    [[32, 1]],
    [
      [32, 1],
      [32, 3],
    ],
    [
      [32, 1],
      [48, 3],
      [64, 3],
    ],
  ],
  block17: [
    [[192, 1]],
    [
      [128, 1],
      [160, [1, 7]],
      [192, [7, 1]],
    ],
  ],
  block8: [
    [[192, 1]],
    [
      [192, 1],
      [224, [1, 3]],
      [256, [3, 1]],
    ],
  ],
};

/** Inception-ResNet v2 (Szegedy et al. 2016). */
export const inceptionResNetV2: Application = {
  name: 'InceptionResNetV2',
  defaultSize: 299,
  minimalSize: 75,
  preprocessing: 'tf',
  alphas: [1],
  backbone(g, x) {
    x = steps(g, x, [32, 3, REDUCE], [32, 3, { padding: 'valid' }], [64, 3]);
    x = g.maxPool(x, 3, 2);
    x = steps(g, x, [80, 1, { padding: 'valid' }], [192, 3, { padding: 'valid' }]);
    x = g.maxPool(x, 3, 2);
    const mixed = [
      steps(g, x, [96, 1]),
      steps(g, x, [48, 1], [64, 5]),
      steps(g, x, [64, 1], [96, 3], [96, 3]),
      steps(g, g.avgPool(x, 3, 1, 'same'), [64, 1]),
    ];
    x = g.concat(mixed, 'mixed_5b');
    for (let i = 1; i <= 10; i++) x = residual(g, x, 'block35', i, 0.17);
    x = g.concat(
      [steps(g, x, [384, 3, REDUCE]), steps(g, x, [256, 1], [256, 3], [384, 3, REDUCE]), g.maxPool(x, 3, 2)],
      'mixed_6a',
    );
    for (let i = 1; i <= 20; i++) x = residual(g, x, 'block17', i, 0.1);
    x = g.concat(
      [
        steps(g, x, [256, 1], [384, 3, REDUCE]),
        steps(g, x, [256, 1], [288, 3, REDUCE]),
        steps(g, x, [256, 1], [288, 3], [320, 3, REDUCE]),
        g.maxPool(x, 3, 2),
      ],
      'mixed_7a',
    );
    for (let i = 1; i <= 9; i++) x = residual(g, x, 'block8', i, 0.2);
    x = residual(g, x, 'block8', 10, 1);
    return normalised(g, g.conv(x, 1536, 1, { padding: 'same', bias: false, name: 'conv_7b' }), 'conv_7b');
  },
  top: denseTop('avg_pool'),
};

function normalised(g: GraphBuilder, x: TensorRef, name?: string): TensorRef {
  x = g.batchNorm(x, name && `${name}_bn`, { scale: false });
  return g.activation(x, 'relu', name && `${name}_ac`);
}

function steps(g: GraphBuilder, x: TensorRef, ...list: Step[]): TensorRef {
  for (const [filters, kernel, options] of list) {
    x = normalised(g, g.conv(x, filters, kernel, { padding: 'same', bias: false, ...options }));
  }
  return x;
}

/** x + scale · branch(x); Keras has a layer of its own for it, here it is a scaling and a sum. The very last has no ReLU. */
function residual(g: GraphBuilder, x: TensorRef, kind: keyof typeof BRANCHES, index: number, scale: number): TensorRef {
  const name = `${kind}_${index}`;
  const mixed = g.concat(
    BRANCHES[kind].map((branch) => steps(g, x, ...branch)),
    `${name}_mixed`,
  );
  const up = g.conv(mixed, g.channelsOf(x), 1, { padding: 'same', name: `${name}_conv` });
  const sum = g.sum([x, g.add('Rescaling', { scale, offset: 0 }, [up], `${name}_scale`)], `${name}_sum`);
  return scale === 1 ? sum : g.activation(sum, 'relu', `${name}_ac`);
}
