import type { KernelEnum } from 'sharp';
import { decoding, DEFAULT_LIMITS, type ImageLimits, upright } from './decode.js';
import type { Preprocessing } from './preprocessing.js';
import { type Places, places, sample } from './sample.js';

const KERNELS: Record<Preprocessing['interpolation'], keyof KernelEnum> = {
  nearest: 'nearest',
  bilinear: 'linear',
  bicubic: 'cubic',
};

/**
 * An image as a model's input: [height, width, channels] float32, packed, `preprocessing` applied.
 *
 * Making an image smaller, `bilinear` and `bicubic` widen their kernel by the factor, as `tf.image.resize(antialias=True)`
 * and Pillow do; with `antialias` false they skip pixels, as `tf.image.resize` does by default. Making it larger, all agree.
 * The results of all of these differ by rounding only: libvips works in fixed point, always alike on one machine.
 * JPEG's shrink-on-load is used from a factor of 4 on, and only as far as leaves a factor of 2 to the kernel: below that it
 * changes pixels visibly, above it the difference is under a grey level and decoding a large photo several times as fast.
 * One channel is Pillow's luma, (19595 R + 38470 G + 7471 B + 32768) >> 16 (ITU-R 601), which Keras' `load_img` uses.
 *
 * @param memory of an earlier tensor of this preprocessing, to be filled again
 * @throws ImageRefused
 */
export async function toTensor(
  bytes: Uint8Array,
  preprocessing: Preprocessing,
  limits: ImageLimits = DEFAULT_LIMITS,
  memory?: Float32Array,
): Promise<Float32Array> {
  const pixels = await resized(bytes, preprocessing, limits);
  const channels = preprocessing.channels === 1 ? luma(pixels) : pixels;
  return normalise(channels, preprocessing, memory ?? new Float32Array(channels.length));
}

/** [height, width, 3] RGB: an image as it is before its pixels are scaled. @throws ImageRefused */
export const resized = (
  bytes: Uint8Array,
  preprocessing: Preprocessing,
  limits: ImageLimits = DEFAULT_LIMITS,
): Promise<Uint8Array> =>
  decoding(bytes, limits, () =>
    preprocessing.antialias === false ? sampled(bytes, preprocessing, limits) : smoothed(bytes, preprocessing, limits),
  );

/** [height, width, 3], each pixel of all those that it covers. */
function smoothed(bytes: Uint8Array, preprocessing: Preprocessing, limits: ImageLimits): Promise<Buffer> {
  const { size, resize, interpolation } = preprocessing;
  const [height, width] = size;
  const [wholeHeight, wholeWidth] = wholeSize(preprocessing);
  const whole = upright(bytes, limits).resize(wholeWidth, wholeHeight, {
    fit: resize === 'squash' ? 'fill' : 'cover',
    kernel: KERNELS[interpolation],
    fastShrinkOnLoad: false,
  });
  const middle = { left: (wholeWidth - width) >> 1, top: (wholeHeight - height) >> 1, width, height };
  return (wholeWidth === width && wholeHeight === height ? whole : whole.extract(middle)).raw().toBuffer();
}

/** [height, width, 3], each pixel of the nearest ones to its place. The picture is decoded whole for it. */
async function sampled(bytes: Uint8Array, preprocessing: Preprocessing, limits: ImageLimits): Promise<Uint8Array> {
  const { data, info } = await upright(bytes, limits).raw().toBuffer({ resolveWithObject: true });
  const { size, resize, interpolation } = preprocessing;
  const source = [info.height, info.width] as const;
  const scales = wholeSize(preprocessing).map((extent, axis) => source[axis]! / extent);
  const least = Math.min(...scales);
  const [rows, columns] = size.map((extent, axis) =>
    places(source[axis]!, extent, resize === 'crop' ? least : scales[axis]!, interpolation),
  ) as [Places, Places];
  return sample({ data, width: info.width, channels: info.channels }, rows, columns);
}

/** [height, width] that the picture has before its middle is cut out. */
const wholeSize = ({ size, cropFraction = 1 }: Preprocessing): [number, number] =>
  size.map((extent) => Math.max(extent, Math.round(extent / cropFraction))) as [number, number];

/** [N, 3] to [N]. */
export function luma(pixels: Uint8Array): Uint8Array {
  const grey = new Uint8Array(pixels.length / 3);
  for (let i = 0, p = 0; i < grey.length; i++, p += 3)
    grey[i] = (19595 * pixels[p]! + 38470 * pixels[p + 1]! + 7471 * pixels[p + 2]! + 32768) >> 16;
  return grey;
}

/** [N, channels] RGB in 0…255 to [N, channels] float32; a table of 256 values a channel is 4 times as fast as the formula. */
function normalise(pixels: Uint8Array, preprocessing: Preprocessing, tensor: Float32Array): Float32Array {
  const tables = preprocessing.mean.map((_, channel) => normalised(preprocessing, channel));
  if (preprocessing.channels === 1) {
    const [grey] = tables as [Float32Array];
    for (let i = 0; i < pixels.length; i++) tensor[i] = grey[pixels[i]!]!;
    return tensor;
  }
  // All three in one pass, the memory's pace being the limit.
  const [first, second, third] = tables as [Float32Array, Float32Array, Float32Array];
  const [from, to] = preprocessing.channelOrder === 'bgr' ? [2, 0] : [0, 2];
  for (let i = 0; i < pixels.length; i += 3) {
    tensor[i] = first[pixels[i + from]!]!;
    tensor[i + 1] = second[pixels[i + 1]!]!;
    tensor[i + 2] = third[pixels[i + to]!]!;
  }
  return tensor;
}

/** What each of the 256 values of a pixel becomes in the model's channel. */
function normalised({ scale, mean, std }: Preprocessing, channel: number): Float32Array {
  return Float32Array.from({ length: 256 }, (_, value) => (value * scale - mean[channel]!) / std[channel]!);
}
