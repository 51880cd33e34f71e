import type { TensorRef } from '../graph.js';
import type { Application } from './application.js';
import type { GraphBuilder } from './graph-builder.js';

/** MobileNet v1 (Howard et al. 2017), table 1: [channels out, stride] of each depthwise separable block. */
const BLOCKS: [number, number][] = [
  [64, 1],
  [128, 2],
  [128, 1],
  [256, 2],
  [256, 1],
  [512, 2],
  [512, 1],
  [512, 1],
  [512, 1],
  [512, 1],
  [512, 1],
  [1024, 2],
  [1024, 1],
];

export const mobileNet: Application = {
  name: 'MobileNet',
  defaultSize: 224,
  minimalSize: 32,
  preprocessing: 'tf',
  alphas: [0.25, 0.5, 0.75, 1],
  backbone(g, x, { alpha }) {
    x = g.conv(x, Math.trunc(32 * alpha), 3, { strides: 2, padding: 'same', bias: false, name: 'conv1' });
    x = g.relu(g.batchNorm(x, 'conv1_bn'), 'conv1_relu', 6);
    BLOCKS.forEach(([filters, strides], index) => {
      x = block(g, x, Math.trunc(filters * alpha), strides, index + 1);
    });
    return x;
  },
  top(g, x, { classes }) {
    x = g.globalPool(x, 'avg', undefined, true);
    x = g.dropout(x, 0.001, 'dropout');
    x = g.conv(x, classes, 1, { padding: 'same', name: 'conv_preds' });
    x = g.add('Reshape', { target_shape: [classes] }, [x], 'reshape_2');
    return g.activation(x, 'softmax', 'predictions');
  },
};

function block(g: GraphBuilder, x: TensorRef, filters: number, strides: number, id: number): TensorRef {
  const padding = strides === 1 ? 'same' : 'valid';
  if (strides > 1) {
    x = g.zeroPad(
      x,
      [
        [0, 1],
        [0, 1],
      ],
      `conv_pad_${id}`,
    );
  }
  x = g.depthwise(x, 3, { strides, padding, bias: false, name: `conv_dw_${id}` });
  x = g.relu(g.batchNorm(x, `conv_dw_${id}_bn`), `conv_dw_${id}_relu`, 6);
  x = g.conv(x, filters, 1, { padding: 'same', bias: false, name: `conv_pw_${id}` });
  return g.relu(g.batchNorm(x, `conv_pw_${id}_bn`), `conv_pw_${id}_relu`, 6);
}
