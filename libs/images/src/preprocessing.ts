/**
 * How an image becomes a model's input: part of a version, applied alike in training, evaluation and prediction, and
 * sent along with every export.
 */
export interface Preprocessing {
  /** [height, width] in pixels. */
  size: [number, number];
  channels: 1 | 3;
  /** `squash` ignores the aspect ratio; `crop` keeps it, covering the size and cutting the middle. */
  resize: 'squash' | 'crop';
  interpolation: 'nearest' | 'bilinear' | 'bicubic';
  /**
   * Share of height and width that is kept, from the middle; all if left out. ImageNet's photos are evaluated with 0.875:
   * the shorter side at 256 px, the middle 224 px of it.
   */
  cropFraction?: number;
  /**
   * Whether making an image smaller looks at every pixel; true if left out. False: at the nearest ones of each place alone,
   * as `tf.image.resize` and Keras' layers do by default, and browsers' `drawImage`.
   */
  antialias?: boolean;
  /** value = (pixel in 0…255 * scale - mean[c]) / std[c], c in the order of `channelOrder`. */
  scale: number;
  mean: number[];
  std: number[];
  channelOrder: 'rgb' | 'bgr';
}

/** Named in Keras' words: tf → [-1, 1]; caffe → BGR minus ImageNet mean; torch → ImageNet mean and deviation; unit → [0, 1]; none → 0…255. */
export type PreprocessingMode = 'tf' | 'caffe' | 'torch' | 'unit' | 'none';

type Normalisation = Pick<Preprocessing, 'scale' | 'mean' | 'std' | 'channelOrder'>;

/** keras.applications.imagenet_utils.preprocess_input, modes tf, caffe and torch. */
const NORMALISATIONS: Record<PreprocessingMode, Normalisation> = {
  tf: { scale: 1 / 127.5, mean: [1, 1, 1], std: [1, 1, 1], channelOrder: 'rgb' },
  caffe: { scale: 1, mean: [103.939, 116.779, 123.68], std: [1, 1, 1], channelOrder: 'bgr' },
  torch: { scale: 1 / 255, mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225], channelOrder: 'rgb' },
  unit: { scale: 1 / 255, mean: [0, 0, 0], std: [1, 1, 1], channelOrder: 'rgb' },
  none: { scale: 1, mean: [0, 0, 0], std: [1, 1, 1], channelOrder: 'rgb' },
};

/** @param size [height, width] in pixels, or one number for both. */
export function preprocessingOf(mode: PreprocessingMode, size: number | [number, number]): Preprocessing {
  const { mean, std, ...rest } = NORMALISATIONS[mode];
  return {
    size: typeof size === 'number' ? [size, size] : [...size],
    channels: 3,
    resize: 'squash',
    interpolation: 'bilinear',
    ...rest,
    mean: [...mean],
    std: [...std],
  };
}
