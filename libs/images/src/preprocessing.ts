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
  /** value = (pixel in 0…255 * scale - mean[c]) / std[c], c in the order of `channelOrder`. */
  scale: number;
  mean: number[];
  std: number[];
  channelOrder: 'rgb' | 'bgr';
}

/** Named in Keras' words: tf → [-1, 1]; caffe → BGR minus ImageNet mean; torch → ImageNet mean and deviation; unit → [0, 1]; none → 0…255. */
export type PreprocessingMode = 'tf' | 'caffe' | 'torch' | 'unit' | 'none';
