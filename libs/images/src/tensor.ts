import type { KernelEnum } from 'sharp';
import { decoding, DEFAULT_LIMITS, type ImageLimits, upright } from './decode.js';
import type { Preprocessing } from './preprocessing.js';

const KERNELS: Record<Preprocessing['interpolation'], keyof KernelEnum> = {
  nearest: 'nearest',
  bilinear: 'linear',
  bicubic: 'cubic',
};

/**
 * An image as a model's input: [height, width, channels] float32, packed, `preprocessing` applied.
 *
 * Making an image smaller, `bilinear` and `bicubic` widen their kernel by the factor, as `tf.image.resize(antialias=True)`
 * and Pillow do, and not as `tf.image.resize` does by default, which skips pixels and aliases. Making it larger, all agree.
 * The results of all of these differ by rounding only: libvips works in fixed point, always alike on one machine.
 * JPEG's shrink-on-load is used from a factor of 4 on, and only as far as leaves a factor of 2 to the kernel: below that it
 * changes pixels visibly, above it the difference is under a grey level and decoding a large photo several times as fast.
 * One channel is Pillow's luma, (19595 R + 38470 G + 7471 B + 32768) >> 16 (ITU-R 601), which Keras' `load_img` uses.
 *
 * @throws ImageRefused
 */
export async function toTensor(
  bytes: Uint8Array,
  preprocessing: Preprocessing,
  limits: ImageLimits = DEFAULT_LIMITS,
): Promise<Float32Array> {
  const [height, width] = preprocessing.size;
  const pixels = await decoding(bytes, limits, () =>
    upright(bytes, limits)
      .resize(width, height, {
        fit: preprocessing.resize === 'squash' ? 'fill' : 'cover',
        kernel: KERNELS[preprocessing.interpolation],
        fastShrinkOnLoad: false,
      })
      .raw()
      .toBuffer(),
  );
  return normalise(preprocessing.channels === 1 ? luma(pixels) : pixels, preprocessing);
}

/** [N, 3] to [N]. */
function luma(pixels: Uint8Array): Uint8Array {
  const grey = new Uint8Array(pixels.length / 3);
  for (let i = 0, p = 0; i < grey.length; i++, p += 3)
    grey[i] = (19595 * pixels[p]! + 38470 * pixels[p + 1]! + 7471 * pixels[p + 2]! + 32768) >> 16;
  return grey;
}

/** [N, channels] RGB in 0…255 to [N, channels] float32; a table of 256 values a channel is 4 times as fast as the formula. */
function normalise(pixels: Uint8Array, preprocessing: Preprocessing): Float32Array {
  const { channels, scale, mean, std, channelOrder } = preprocessing;
  const tensor = new Float32Array(pixels.length);
  for (let c = 0; c < channels; c++) {
    const table = Float32Array.from({ length: 256 }, (_, value) => (value * scale - mean[c]!) / std[c]!);
    const from = channelOrder === 'bgr' ? channels - 1 - c : c;
    for (let i = 0; i < pixels.length; i += channels) tensor[i + c] = table[pixels[i + from]!]!;
  }
  return tensor;
}
