import type { Resource } from '#graft/api';

type Preprocessing = Resource<'PreprocessingResponse'>;

/** `224 × 224, squash, rgb in [-1, 1]`, `224 × 224, crop, central 87.5 %, rgb in [-1, 1]` */
export function preprocessingText(preprocessing: Preprocessing): string {
  const { size, resize, cropFraction = 1, antialias = true, scale, mean, std, channelOrder } = preprocessing;
  const ends = [0, 255].map((pixel) => Number(((pixel * scale - (mean[0] ?? 0)) / (std[0] ?? 1)).toFixed(3)));
  const more = [
    ...(cropFraction < 1 ? [`central ${Number((cropFraction * 100).toFixed(1))} %`] : []),
    ...(antialias ? [] : ['without antialiasing']),
  ];
  return [size.join(' × '), resize, ...more, `${channelOrder} in [${ends.join(', ')}]`].join(', ');
}
