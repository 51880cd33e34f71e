import type { LayerConfig } from '../graph.js';

/** Settings that all convolutions share. */
export const convolutionSettings = (spatial: 1 | 2): LayerConfig => ({
  kernel_size: undefined,
  strides: Array<number>(spatial).fill(1),
  padding: 'valid',
  dilation_rate: Array<number>(spatial).fill(1),
  data_format: 'channels_last',
  activation: 'linear',
  use_bias: true,
});

/** Keras 1's names: nb_filter, nb_row × nb_col or filter_length, subsample, border_mode, atrous_rate, bias. */
export function moderniseConvolution(config: LayerConfig): LayerConfig {
  const { nb_filter, nb_row, nb_col, filter_length, subsample, subsample_length, border_mode, bias, ...rest } = config;
  const { atrous_rate, dim_ordering, ...modern } = rest;
  return {
    ...given('filters', nb_filter),
    ...given('kernel_size', nb_row === undefined ? filter_length : [nb_row, nb_col]),
    ...given('strides', subsample ?? subsample_length),
    ...given('padding', border_mode),
    ...given('dilation_rate', atrous_rate),
    ...given('use_bias', bias),
    ...modernDataFormat(dim_ordering),
    ...modern,
  };
}

/** Keras 1 called channels_last `tf` and channels_first `th`. */
export function modernDataFormat(dimOrdering: unknown): LayerConfig {
  return given(
    'data_format',
    dimOrdering === 'th' ? 'channels_first' : dimOrdering === 'tf' ? 'channels_last' : undefined,
  );
}

/** A setting, unless the file does not have it. */
export const given = (key: string, value: unknown): LayerConfig => (value === undefined ? {} : { [key]: value });
