import type { LayerConfig } from '../graph.js';
import { given } from './convolution-settings.js';
import { chain, type LayerKind, onlyInput } from './layer-kind.js';

/** Layers that act in training only and pass their input through in inference. */
function trainingOnly(
  className: string,
  settings: LayerConfig,
  tfjs?: LayerKind['tfjs'],
  aliases?: string[],
): LayerKind {
  return {
    className,
    aliases,
    settings,
    modernise({ p, sigma, ...config }) {
      return { ...given('rate', p), ...given('stddev', sigma), ...config };
    },
    identity: true,
    outputShape: onlyInput,
    lower: ({ inputs }) => inputs[0]!,
    tfjs,
  };
}

const passedThrough: LayerKind['tfjs'] = (layer) =>
  chain(layer, [{ className: 'Activation', config: { activation: 'linear' } }]);

const random = (className: string, settings: LayerConfig) => trainingOnly(className, settings, passedThrough);

export const regularizations = [
  trainingOnly('Dropout', { rate: undefined, noise_shape: null }),
  trainingOnly('SpatialDropout1D', { rate: undefined }),
  trainingOnly('SpatialDropout2D', { rate: undefined, data_format: 'channels_last' }, (layer, { inputs }) =>
    chain(layer, [
      {
        className: 'Dropout',
        config: { rate: layer.config.rate, noise_shape: [null, 1, 1, inputs[0]!.at(-1) ?? null] },
      },
    ]),
  ),
  trainingOnly('AlphaDropout', { rate: undefined, noise_shape: null }),
  trainingOnly('GaussianDropout', { rate: undefined }),
  trainingOnly('GaussianNoise', { stddev: undefined }),
  trainingOnly('ActivityRegularization', { l1: 0, l2: 0 }, passedThrough),
  trainingOnly('Identity', {}, passedThrough),
  random('RandomFlip', { mode: 'horizontal_and_vertical' }),
  random('RandomRotation', { factor: undefined }),
  random('RandomZoom', { height_factor: undefined, width_factor: null }),
  random('RandomTranslation', { height_factor: undefined, width_factor: undefined }),
  random('RandomContrast', { factor: undefined }),
  random('RandomBrightness', { factor: undefined }),
  random('RandomHeight', { factor: undefined }),
  random('RandomWidth', { factor: undefined }),
];
