import { describe, expect, it } from 'vitest';
import { read, sharedFiles, starterFiles } from './testing/models.js';
import { type LayerJson, networkOf } from './testing/networks.js';
import { buildApplication } from './applications/index.js';
import { findTop } from './top.js';

const image = { image: [32, 32, 3] };
const trunk: LayerJson[] = [
  ['conv', 'Conv2D', { filters: 4, kernel_size: 3, strides: 2 }, 'image'],
  ['relu', 'ReLU', {}, 'conv'],
];
const dense = (name: string, below: string): LayerJson => [name, 'Dense', { units: 2, activation: 'softmax' }, below];

const cases: [string, LayerJson[], ReturnType<typeof findTop>][] = [
  [
    'a global pooling and a dense layer',
    [...trunk, ['gap', 'GlobalAveragePooling2D', {}, 'relu'], dense('out', 'gap')],
    { layer: 'relu', kind: 'pooling' },
  ],
  [
    'a pooling of all places at once',
    [
      ...trunk,
      ['pool', 'AveragePooling2D', { pool_size: 15 }, 'relu'],
      ['flat', 'Flatten', {}, 'pool'],
      dense('out', 'flat'),
    ],
    { layer: 'relu', kind: 'pooling' },
  ],
  [
    'a Flatten behind a dropout and a pooling that leaves places (VGG)',
    [
      ...trunk,
      ['pool', 'MaxPooling2D', {}, 'relu'],
      ['drop', 'Dropout', { rate: 0.5 }, 'pool'],
      ['flat', 'Flatten', {}, 'drop'],
      dense('out', 'flat'),
    ],
    { layer: 'pool', kind: 'flatten' },
  ],
  [
    'a 1×1 convolution behind the pooling (MobileNet v1)',
    [
      ...trunk,
      ['gap', 'GlobalAveragePooling2D', {}, 'relu'],
      ['reshape_1', 'Reshape', { target_shape: [1, 1, 4] }, 'gap'],
      ['dropout', 'Dropout', { rate: 0.001 }, 'reshape_1'],
      ['conv_preds', 'Conv2D', { filters: 5, kernel_size: 1 }, 'dropout'],
      ['reshape_2', 'Reshape', { target_shape: [5] }, 'conv_preds'],
      ['act_softmax', 'Activation', { activation: 'softmax' }, 'reshape_2'],
    ],
    { layer: 'relu', kind: 'pooling' },
  ],
  [
    'a 1×1 convolution before the pooling (SqueezeNet)',
    [
      ...trunk,
      ['left', 'Conv2D', { filters: 2, kernel_size: 1 }, 'relu'],
      ['right', 'Conv2D', { filters: 2, kernel_size: 3, padding: 'same' }, 'relu'],
      ['concat', 'Concatenate', {}, 'left', 'right'],
      ['drop9', 'Dropout', { rate: 0.5 }, 'concat'],
      ['conv10', 'Conv2D', { filters: 5, kernel_size: 1 }, 'drop9'],
      ['relu_conv10', 'Activation', { activation: 'relu' }, 'conv10'],
      ['gap', 'GlobalAveragePooling2D', {}, 'relu_conv10'],
      ['loss', 'Activation', { activation: 'softmax' }, 'gap'],
    ],
    { layer: 'concat', kind: 'convolution-classifier' },
  ],
  [
    'two poolings side by side',
    [
      ...trunk,
      ['average', 'GlobalAveragePooling2D', {}, 'relu'],
      ['largest', 'GlobalMaxPooling2D', {}, 'relu'],
      ['both', 'Concatenate', {}, 'average', 'largest'],
      dense('out', 'both'),
    ],
    { layer: 'relu', kind: 'pooling' },
  ],
  [
    'no top: pooled features',
    [...trunk, ['gap', 'GlobalAveragePooling2D', {}, 'relu']],
    { layer: 'relu', kind: 'pooling' },
  ],
  ['no top: a feature map', trunk, { layer: 'relu', kind: 'pooling' }],
];

it.each(cases)('finds the top that begins with %s', (_, layers, top) => {
  expect(findTop(networkOf(image, layers))).toEqual(top);
});

it('finds none in a network over vectors', () => {
  expect(findTop(networkOf({ vector: [8] }, [dense('out', 'vector')]))).toBeNull();
});

describe('of real models', () => {
  it('EfficientNet-Lite0 and InceptionV3', () => {
    const lite = read(starterFiles('efficientnet-lite0'));
    expect(findTop(lite)).toEqual({ layer: 'top_activation', kind: 'pooling' });
    expect(findTop(buildApplication('InceptionV3'))).toEqual({ layer: 'mixed10', kind: 'pooling' });
  });

  const nested = sharedFiles('models/mobilenet-v2-035-224-tfjs');
  it.skipIf(!nested)('a MobileNetV2 nested in two Sequentials', () => {
    expect(findTop(read(nested!))).toEqual({ layer: 'out_relu', kind: 'pooling' });
  });

  const digits = sharedFiles('models/keras-full/kzarama_digits_8x8_tfjs');
  it.skipIf(!digits)('a small network with a Flatten', () => {
    expect(findTop(read(digits!))).toEqual({ layer: 'max_pooling2d_4', kind: 'flatten' });
  });
});
