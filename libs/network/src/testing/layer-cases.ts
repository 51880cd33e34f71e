import type { LayerConfig, Network, Shape } from '../graph.js';
import { networkOf } from './networks.js';
import { type Numbers, randomNumbers } from './run.js';

/** A layer with settings, and the shapes that it reads. */
export interface LayerCase {
  className: string;
  config?: LayerConfig;
  inputs: Shape[];
  kerasVersion?: 1 | 2 | 3;
  /** Why TF.js cannot be asked: what the refusal to write says. */
  notInTfjs?: RegExp;
}

const image = [7, 6, 4];
const sequence = [6, 4];
const lstm = (config: LayerConfig = {}) => ({
  units: 3,
  activation: 'tanh',
  recurrent_activation: 'sigmoid',
  ...config,
});

/** Every class of layers, most with several settings. */
export const layerCases: LayerCase[] = [
  ...[
    { filters: 5, kernel_size: 3 },
    { filters: 5, kernel_size: [3, 2], strides: 2, padding: 'same', activation: 'relu' },
    { filters: 5, kernel_size: 2, dilation_rate: 2, use_bias: false, activation: 'elu' },
    { filters: 5, kernel_size: 3, dilation_rate: 2, padding: 'same', activation: 'hard_swish' },
    { nb_filter: 5, nb_row: 3, nb_col: 2, border_mode: 'same', subsample: [1, 2], bias: false },
  ].map((config) => ({ className: 'Conv2D', config, inputs: [image] })),
  { className: 'Conv2D', config: { filters: 6, kernel_size: 3, groups: 2 }, inputs: [image], notInTfjs: /groups/ },
  ...[
    { filters: 5, kernel_size: 3 },
    { filters: 5, kernel_size: 3, strides: 2, padding: 'same' },
    { filters: 5, kernel_size: 2, dilation_rate: 2, padding: 'causal', activation: 'tanh' },
  ].map((config) => ({ className: 'Conv1D', config, inputs: [sequence] })),
  ...[
    { filters: 5, kernel_size: 3, strides: 2, padding: 'same' },
    { filters: 5, kernel_size: 3, strides: 2, padding: 'valid', activation: 'sigmoid' },
    { filters: 5, kernel_size: 2, strides: 3, padding: 'valid', use_bias: false },
    { filters: 5, kernel_size: 1, strides: 2, padding: 'same' },
  ].map((config) => ({ className: 'Conv2DTranspose', config, inputs: [image] })),
  ...[
    { kernel_size: 3 },
    { kernel_size: [2, 3], strides: 2, padding: 'same', depth_multiplier: 2, activation: 'relu6' },
  ].flatMap((config) => [
    { className: 'DepthwiseConv2D', config, inputs: [image] },
    { className: 'SeparableConv2D', config: { filters: 5, ...config }, inputs: [image] },
  ]),
  {
    className: 'SeparableConv1D',
    config: { filters: 5, kernel_size: 3, padding: 'same', depth_multiplier: 2 },
    inputs: [sequence],
  },
  {
    className: 'SeparableConv1D',
    config: { filters: 5, kernel_size: 3, strides: 2, activation: 'relu' },
    inputs: [sequence],
  },
  { className: 'Dense', config: { units: 3, activation: 'softmax' }, inputs: [[5]] },
  { className: 'Dense', config: { units: 3, use_bias: false }, inputs: [image] },
  { className: 'BatchNormalization', inputs: [image] },
  { className: 'BatchNormalization', config: { axis: 3, scale: false, epsilon: 0.1 }, inputs: [image] },
  { className: 'BatchNormalization', config: { axis: [1], center: false }, inputs: [[5]] },
  { className: 'LayerNormalization', inputs: [image] },
  { className: 'LayerNormalization', config: { axis: [2], center: false, scale: false }, inputs: [sequence] },
  { className: 'Normalization', config: { axis: -1 }, inputs: [image] },
  { className: 'Rescaling', config: { scale: 1 / 127.5, offset: -1 }, inputs: [image] },
  { className: 'Rescaling', config: { scale: [1, 2, 3, 4], offset: 1 }, inputs: [image] },
  { className: 'Rescaling', config: { scale: 2, offset: [0, 1, 2, 3] }, inputs: [image] },
  ...[
    'linear',
    'relu',
    'relu6',
    'leaky_relu',
    'elu',
    'selu',
    'sigmoid',
    'hard_sigmoid',
    'tanh',
    'softmax',
    'log_softmax',
  ].map((activation) => ({ className: 'Activation', config: { activation }, inputs: [image] })),
  ...['softplus', 'softsign', 'swish', 'silu', 'hard_swish', 'mish', 'gelu'].map((activation) => ({
    className: 'Activation',
    config: { activation },
    inputs: [image],
  })),
  { className: 'Activation', config: { activation: 'exponential' }, inputs: [image], notInTfjs: /exponential/ },
  { className: 'Activation', config: { activation: 'hard_sigmoid' }, inputs: [image], kerasVersion: 3 },
  { className: 'Dense', config: { units: 3, activation: 'hard_sigmoid' }, inputs: [[5]], kerasVersion: 3 },
  { className: 'ReLU', inputs: [image] },
  { className: 'ReLU', config: { max_value: 0.5 }, inputs: [image] },
  { className: 'ReLU', config: { negative_slope: 0.2 }, inputs: [image] },
  {
    className: 'ReLU',
    config: { max_value: 0.6, negative_slope: 0.1, threshold: 0.2 },
    inputs: [image],
    notInTfjs: /threshold/,
  },
  { className: 'LeakyReLU', config: { alpha: 0.1 }, inputs: [image] },
  { className: 'LeakyReLU', config: { negative_slope: 0.1 }, inputs: [image], kerasVersion: 3 },
  { className: 'PReLU', inputs: [image] },
  { className: 'PReLU', config: { shared_axes: [1, 2] }, inputs: [image] },
  { className: 'ELU', config: { alpha: 0.5 }, inputs: [image] },
  { className: 'ThresholdedReLU', config: { theta: 0.4 }, inputs: [image] },
  { className: 'Softmax', inputs: [image] },
  ...['Max', 'Average'].flatMap((statistic) => [
    { className: `${statistic}Pooling2D`, inputs: [image] },
    { className: `${statistic}Pooling2D`, config: { pool_size: 3, strides: 2, padding: 'same' }, inputs: [image] },
    { className: `${statistic}Pooling2D`, config: { pool_size: [3, 2], strides: [1, 2] }, inputs: [image] },
    { className: `${statistic}Pooling1D`, config: { pool_size: 3, strides: 2, padding: 'same' }, inputs: [sequence] },
    { className: `Global${statistic}Pooling2D`, inputs: [image] },
    { className: `Global${statistic}Pooling2D`, config: { keepdims: true }, inputs: [image] },
    { className: `Global${statistic}Pooling1D`, inputs: [sequence] },
  ]),
  {
    className: 'ZeroPadding2D',
    config: {
      padding: [
        [0, 1],
        [2, 3],
      ],
    },
    inputs: [image],
  },
  { className: 'ZeroPadding2D', config: { padding: [1, 2] }, inputs: [image] },
  { className: 'ZeroPadding1D', config: { padding: [2, 1] }, inputs: [sequence] },
  {
    className: 'Cropping2D',
    config: {
      cropping: [
        [0, 1],
        [2, 0],
      ],
    },
    inputs: [image],
  },
  { className: 'Cropping1D', config: { cropping: [1, 2] }, inputs: [sequence] },
  { className: 'UpSampling2D', config: { size: [2, 3] }, inputs: [image] },
  { className: 'UpSampling2D', config: { interpolation: 'bilinear' }, inputs: [image], notInTfjs: /bilinear/ },
  { className: 'UpSampling1D', config: { size: 3 }, inputs: [sequence] },
  { className: 'Resizing', config: { height: 5, width: 9 }, inputs: [image], notInTfjs: /samples/ },
  ...['Add', 'Multiply', 'Average', 'Maximum', 'Minimum'].map((className) => ({
    className,
    inputs: [image, image, image],
  })),
  { className: 'Multiply', inputs: [image, [1, 1, 4]] },
  { className: 'Subtract', inputs: [image, image] },
  { className: 'Concatenate', inputs: [image, [7, 6, 2], image] },
  { className: 'Concatenate', config: { axis: 1 }, inputs: [image, [2, 6, 4]] },
  { className: 'Dot', config: { axes: 1 }, inputs: [[5], [5]] },
  { className: 'Dot', config: { axes: 1, normalize: true }, inputs: [[5], [5]] },
  { className: 'Dot', config: { axes: [2, 1] }, inputs: [sequence, [4, 3]] },
  { className: 'Dot', config: { axes: [1, 1] }, inputs: [sequence, [6, 3]] },
  { className: 'Flatten', inputs: [image] },
  { className: 'Reshape', config: { target_shape: [6, -1] }, inputs: [image] },
  { className: 'Permute', config: { dims: [3, 1, 2] }, inputs: [image] },
  { className: 'RepeatVector', config: { n: 3 }, inputs: [[5]] },
  ...['Dropout', 'SpatialDropout2D', 'AlphaDropout', 'GaussianDropout'].map((className) => ({
    className,
    config: { rate: 0.5 },
    inputs: [image],
  })),
  { className: 'SpatialDropout1D', config: { rate: 0.5 }, inputs: [sequence] },
  { className: 'GaussianNoise', config: { stddev: 0.5 }, inputs: [image] },
  { className: 'ActivityRegularization', inputs: [image] },
  { className: 'Identity', inputs: [image] },
  { className: 'RandomFlip', inputs: [image] },
  ...['RandomRotation', 'RandomContrast', 'RandomBrightness', 'RandomHeight', 'RandomWidth'].map((className) => ({
    className,
    config: { factor: 0.2 },
    inputs: [image],
  })),
  { className: 'RandomZoom', config: { height_factor: 0.2 }, inputs: [image] },
  { className: 'RandomTranslation', config: { height_factor: 0.2, width_factor: 0.1 }, inputs: [image] },
  { className: 'Embedding', config: { input_dim: 10, output_dim: 3 }, inputs: [[5]] },
  { className: 'LSTM', config: lstm(), inputs: [sequence] },
  {
    className: 'LSTM',
    config: lstm({ return_sequences: true, go_backwards: true, recurrent_activation: 'hard_sigmoid' }),
    inputs: [sequence],
  },
  { className: 'LSTM', config: lstm({ use_bias: false, activation: 'relu' }), inputs: [sequence] },
  { className: 'GRU', config: lstm({ return_sequences: true }), inputs: [sequence] },
  { className: 'GRU', config: lstm({ reset_after: true }), inputs: [sequence], notInTfjs: /reset_after/ },
  { className: 'SimpleRNN', config: { units: 3, activation: 'relu' }, inputs: [sequence] },
  ...['concat', 'sum', 'mul', 'ave'].map((merge_mode) => ({
    className: 'Bidirectional',
    config: {
      merge_mode,
      layer: { class_name: 'LSTM', config: { name: 'lstm', ...lstm({ return_sequences: merge_mode === 'sum' }) } },
    },
    inputs: [sequence],
  })),
];

/** Names a case in full. */
export const titleOf = ({ className, config = {}, inputs }: LayerCase): string =>
  `${className} ${JSON.stringify(config)} of ${JSON.stringify(inputs)}`;

/** The layer alone as a network with random weights, and a batch of two for each of its inputs. */
export function networkOfCase({ className, config = {}, inputs, kerasVersion }: LayerCase): {
  network: Network;
  numbers: Numbers[];
} {
  const named = Object.fromEntries(inputs.map((shape, i) => [`input_${i}`, shape]));
  return {
    network: networkOf(named, [['layer', className, config, ...Object.keys(named)]], kerasVersion),
    numbers: inputs.map((shape, i) => inputFor(className, [2, ...(shape as number[])], i + 7)),
  };
}

function inputFor(className: string, shape: number[], seed: number): Numbers {
  const numbers = randomNumbers(shape, seed);
  if (className === 'Embedding') return { shape, data: numbers.data.map((x) => Math.floor(Math.abs(x) * 10)) };
  // Beyond ±1 as well, where activations bend.
  return { shape, data: numbers.data.map((x) => 4 * x) };
}
