import type { Resource } from '#graft/api';

type Preprocessing = Resource<'PreprocessingResponse'>;

/** `224 × 224, squash, rgb in [-1, 1]` */
export function preprocessingText({ size, resize, scale, mean, std, channelOrder }: Preprocessing): string {
  const ends = [0, 255].map((pixel) => Number(((pixel * scale - (mean[0] ?? 0)) / (std[0] ?? 1)).toFixed(3)));
  return `${size.join(' × ')}, ${resize}, ${channelOrder} in [${ends.join(', ')}]`;
}
