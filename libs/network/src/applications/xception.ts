import type { TensorRef } from '../graph.js';
import { denseTop, type Application } from './application.js';
import type { GraphBuilder } from './graph-builder.js';

/** Xception (Chollet 2016), figure 5. */
export const xception: Application = {
  name: 'Xception',
  defaultSize: 299,
  minimalSize: 71,
  preprocessing: 'tf',
  alphas: [1],
  backbone(g, x) {
    x = activated(g, g.conv(x, 32, 3, { strides: 2, bias: false, name: 'block1_conv1' }), 'block1_conv1');
    x = activated(g, g.conv(x, 64, 3, { bias: false, name: 'block1_conv2' }), 'block1_conv2');
    x = reducing(g, x, 2, [128, 128], false);
    x = reducing(g, x, 3, [256, 256]);
    x = reducing(g, x, 4, [728, 728]);
    for (let block = 5; block <= 12; block++) {
      x = g.sum([separables(g, x, block, [728, 728, 728]), x]);
    }
    x = reducing(g, x, 13, [728, 1024]);
    for (const [i, filters] of [1536, 2048].entries()) {
      const name = `block14_sepconv${i + 1}`;
      x = activated(g, g.separable(x, filters, 3, { padding: 'same', bias: false, name }), name);
    }
    return x;
  },
  top: denseTop('avg_pool'),
};

const activated = (g: GraphBuilder, x: TensorRef, name: string) =>
  g.activation(g.batchNorm(x, `${name}_bn`), 'relu', `${name}_act`);

/** Separable convolutions, each after a ReLU; the first one of the network comes without. */
function separables(g: GraphBuilder, x: TensorRef, block: number, widths: number[], reluFirst = true): TensorRef {
  widths.forEach((filters, i) => {
    const name = `block${block}_sepconv${i + 1}`;
    if (i > 0 || reluFirst) x = g.activation(x, 'relu', `${name}_act`);
    x = g.batchNorm(g.separable(x, filters, 3, { padding: 'same', bias: false, name }), `${name}_bn`);
  });
  return x;
}

function reducing(g: GraphBuilder, x: TensorRef, block: number, widths: number[], reluFirst = true): TensorRef {
  const residual = g.batchNorm(g.conv(x, widths.at(-1)!, 1, { strides: 2, padding: 'same', bias: false }));
  x = separables(g, x, block, widths, reluFirst);
  return g.sum([g.maxPool(x, 3, 2, 'same', `block${block}_pool`), residual]);
}
