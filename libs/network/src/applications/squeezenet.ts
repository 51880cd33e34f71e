import type { TensorRef } from '../graph.js';
import type { Application } from './application.js';
import type { GraphBuilder } from './graph-builder.js';

/**
 * SqueezeNet 1.1 (Iandola et al. 2016), with the layer names of the port whose weight files are in use; it is not part
 * of Keras Applications.
 */
export const squeezeNet: Application = {
  name: 'SqueezeNet',
  defaultSize: 227,
  minimalSize: 48,
  preprocessing: 'caffe',
  alphas: [1],
  backbone(g, x) {
    x = g.conv(x, 64, 3, { strides: 2, name: 'conv1' });
    x = g.activation(x, 'relu', 'relu_conv1');
    x = g.maxPool(x, 3, 2, 'valid', 'pool1');
    x = fire(g, fire(g, x, 2, 16, 64), 3, 16, 64);
    x = g.maxPool(x, 3, 2, 'valid', 'pool3');
    x = fire(g, fire(g, x, 4, 32, 128), 5, 32, 128);
    x = g.maxPool(x, 3, 2, 'valid', 'pool5');
    x = fire(g, fire(g, x, 6, 48, 192), 7, 48, 192);
    return fire(g, fire(g, x, 8, 64, 256), 9, 64, 256);
  },
  top(g, x, { classes }) {
    x = g.conv(g.dropout(x, 0.5, 'drop9'), classes, 1, { name: 'conv10' });
    x = g.activation(x, 'relu', 'relu_conv10');
    return g.activation(g.globalPool(x, 'avg'), 'softmax', 'loss');
  },
};

function fire(g: GraphBuilder, x: TensorRef, id: number, squeeze: number, expand: number): TensorRef {
  const name = `fire${id}`;
  const conv = (input: TensorRef, filters: number, kernel: number, part: string, padding: 'same' | 'valid') =>
    g.activation(g.conv(input, filters, kernel, { padding, name: `${name}/${part}` }), 'relu', `${name}/relu_${part}`);
  x = conv(x, squeeze, 1, 'squeeze1x1', 'valid');
  return g.concat(
    [conv(x, expand, 1, 'expand1x1', 'valid'), conv(x, expand, 3, 'expand3x3', 'same')],
    `${name}/concat`,
  );
}
