import type { LayerConfig } from '../graph.js';
import { inEitherLayout } from './channels.js';
import { given } from './convolution-settings.js';
import { chain, type LayerKind, onlyInput, passedThrough } from './layer-kind.js';

/** Layers that act in training only and pass their input through in inference. */
const trainingOnly = (className: string, settings: LayerConfig, more: Partial<LayerKind> = {}): LayerKind => ({
  className,
  settings,
  role: 'identity',
  channelsLast: inEitherLayout,
  modernise({ p, sigma, ...config }) {
    return { ...given('rate', p), ...given('stddev', sigma), ...config };
  },
  outputShape: onlyInput,
  lower: ({ inputs }) => inputs[0]!,
  ...more,
});

/** Of images, before a network; Graft makes its own before it decodes them. */
const augmentation = (className: string, settings: LayerConfig, more: Partial<LayerKind> = {}): LayerKind =>
  trainingOnly(className, settings, { channelsLast: undefined, tfjs: passedThrough, ...more });

export const regularizations = [
  trainingOnly(
    'Dropout',
    { rate: undefined, noise_shape: null },
    {
      random: true,
      // In ONNX it passes its input through unless it is told to train; an engine that derives gradients reads the rate.
      lower({ inputs, settings, onnx, training }) {
        const rate = settings.number('rate');
        return training ? onnx.map(inputs[0]!, 'Dropout', {}, onnx.scalar(rate)) : inputs[0]!;
      },
    },
  ),
  trainingOnly('SpatialDropout1D', { rate: undefined }, { random: true }),
  trainingOnly(
    'SpatialDropout2D',
    { rate: undefined, data_format: 'channels_last' },
    {
      random: true,
      spatial: 2,
      tfjs(layer, { inputs }) {
        const noise_shape = [null, 1, 1, inputs[0]!.at(-1) ?? null];
        return chain(layer, [{ className: 'Dropout', config: { rate: layer.config.rate, noise_shape } }]);
      },
    },
  ),
  trainingOnly('AlphaDropout', { rate: undefined, noise_shape: null }),
  trainingOnly('GaussianDropout', { rate: undefined }),
  trainingOnly('GaussianNoise', { stddev: undefined }),
  trainingOnly('ActivityRegularization', { l1: 0, l2: 0 }, { tfjs: passedThrough }),
  trainingOnly('Identity', {}, { tfjs: passedThrough }),
  augmentation('RandomFlip', { mode: 'horizontal_and_vertical' }),
  augmentation('RandomRotation', { factor: undefined }),
  augmentation('RandomZoom', { height_factor: undefined, width_factor: null }),
  augmentation('RandomTranslation', { height_factor: undefined, width_factor: undefined }),
  augmentation('RandomContrast', { factor: undefined }),
  augmentation('RandomBrightness', { factor: undefined }),
  // Gone from Keras 3.
  augmentation('RandomHeight', { factor: undefined }, { keras: passedThrough }),
  augmentation('RandomWidth', { factor: undefined }, { keras: passedThrough }),
];
