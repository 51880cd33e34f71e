import { groupBy } from '#graft/collections';
import type { LayerConfig, Network, Shape } from '../graph.js';
import { outputOf } from '../order.js';
import { type LayerJson, networkOf } from './networks.js';
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

/** Every class of layers, most with several settings, by family. */
const families: Record<string, LayerCase[]> = {
  convolutions: [
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
  ],
  dense: [
    { className: 'Dense', config: { units: 3, activation: 'softmax' }, inputs: [[5]] },
    { className: 'Dense', config: { units: 3, use_bias: false }, inputs: [image] },
  ],
  normalization: [
    { className: 'BatchNormalization', inputs: [image] },
    { className: 'BatchNormalization', config: { axis: 3, scale: false, epsilon: 0.1 }, inputs: [image] },
    { className: 'BatchNormalization', config: { axis: [1], center: false }, inputs: [[5]] },
    { className: 'LayerNormalization', inputs: [image] },
    { className: 'LayerNormalization', config: { axis: [2], center: false, scale: false }, inputs: [sequence] },
    { className: 'Normalization', config: { axis: -1 }, inputs: [image] },
  ],
  scaling: [
    { className: 'Rescaling', config: { scale: 1 / 127.5, offset: -1 }, inputs: [image] },
    { className: 'Rescaling', config: { scale: [1, 2, 3, 4], offset: 1 }, inputs: [image] },
    { className: 'Rescaling', config: { scale: 2, offset: [0, 1, 2, 3] }, inputs: [image] },
  ],
  activations: [
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
  ],
  pooling: [
    ...['Max', 'Average'].flatMap((statistic) => [
      { className: `${statistic}Pooling2D`, inputs: [image] },
      { className: `${statistic}Pooling2D`, config: { pool_size: 3, strides: 2, padding: 'same' }, inputs: [image] },
      { className: `${statistic}Pooling2D`, config: { pool_size: [3, 2], strides: [1, 2] }, inputs: [image] },
      { className: `${statistic}Pooling1D`, config: { pool_size: 3, strides: 2, padding: 'same' }, inputs: [sequence] },
      { className: `Global${statistic}Pooling2D`, inputs: [image] },
      { className: `Global${statistic}Pooling2D`, config: { keepdims: true }, inputs: [image] },
      { className: `Global${statistic}Pooling1D`, inputs: [sequence] },
    ]),
  ],
  padding: [
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
  ],
  resizing: [
    { className: 'UpSampling2D', config: { size: [2, 3] }, inputs: [image] },
    { className: 'UpSampling2D', config: { interpolation: 'bilinear' }, inputs: [image], notInTfjs: /bilinear/ },
    { className: 'UpSampling1D', config: { size: 3 }, inputs: [sequence] },
    { className: 'Resizing', config: { height: 5, width: 9 }, inputs: [image], notInTfjs: /samples/ },
  ],
  merging: [
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
  ],
  reshaping: [
    { className: 'Flatten', inputs: [image] },
    { className: 'Reshape', config: { target_shape: [6, -1] }, inputs: [image] },
    { className: 'Permute', config: { dims: [3, 1, 2] }, inputs: [image] },
    { className: 'RepeatVector', config: { n: 3 }, inputs: [[5]] },
  ],
  regularization: [
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
  ],
  embedding: [{ className: 'Embedding', config: { input_dim: 10, output_dim: 3 }, inputs: [[5]] }],
  recurrent: [
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
  ],
};

export const layerCases: readonly LayerCase[] = Object.values(families).flat();

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

/** Cases of layers as one network, a layer and an output per case. */
export interface Family {
  title: string;
  cases: LayerCase[];
  network: Network;
  numbers: Numbers[];
}

/** The cases that `among` keeps, a network per family; those of another generation of Keras are networks of their own. */
export const familiesOf = (among: (layerCase: LayerCase) => boolean): Family[] =>
  Object.entries(families).flatMap(([name, cases]) =>
    [...groupBy(cases.filter(among), ({ kerasVersion = 2 }) => kerasVersion)].map(([version, alike]) => ({
      title: `${name} (Keras ${version})`,
      cases: alike,
      ...networkOfFamily(alike),
    })),
  );

/** Cases that read inputs of one shape read the same numbers. */
function networkOfFamily(cases: LayerCase[]): { network: Network; numbers: Numbers[] } {
  const inputs: Record<string, Shape> = {};
  const layers = cases.map(({ className, config = {}, inputs: shapes }, index): LayerJson => {
    const reads = shapes.map((shape, i) => `input_${i}_${shape.join('x')}`);
    reads.forEach((name, i) => (inputs[name] = shapes[i]!));
    return [`${className}_${index}`, className, config, ...reads];
  });
  const network = networkOf(inputs, layers, cases[0]!.kerasVersion);
  network.outputs = layers.map(([name]) => outputOf(name));
  const numbers = Object.values(inputs).map((shape, i) =>
    inputFor(cases[0]!.className, [2, ...(shape as number[])], i + 7),
  );
  return { network, numbers };
}

/**
 * Compares what two ways make of a family of layers.
 * @param compare the largest difference of each output
 * @returns a line per case that differs by `tolerance` or more. Where the comparison fails altogether, the cases are
 * compared one by one to find those to blame.
 */
export async function differing(
  { cases, network, numbers }: Family,
  compare: (network: Network, numbers: Numbers[]) => Promise<number[]>,
  tolerance = 1e-5,
): Promise<string[]> {
  try {
    return listed(cases, await compare(network, numbers), tolerance);
  } catch (error) {
    const found: string[] = [];
    for (const layerCase of cases) {
      const alone = networkOfCase(layerCase);
      try {
        found.push(...listed([layerCase], await compare(alone.network, alone.numbers), tolerance));
      } catch (cause) {
        found.push(`${titleOf(layerCase)}: ${String(cause)}`);
      }
    }
    if (found.length > 0) return found;
    throw error;
  }
}

/** @returns a line per case whose output differs by `tolerance` or more */
const listed = (cases: LayerCase[], differences: number[], tolerance: number): string[] =>
  cases.flatMap((layerCase, i) =>
    differences[i]! < tolerance ? [] : [`${titleOf(layerCase)}: off by ${differences[i]}`],
  );

function inputFor(className: string, shape: number[], seed: number): Numbers {
  const numbers = randomNumbers(shape, seed);
  if (className === 'Embedding') return { shape, data: numbers.data.map((x) => Math.floor(Math.abs(x) * 10)) };
  // Beyond ±1 as well, where activations bend.
  return { shape, data: numbers.data.map((x) => 4 * x) };
}
