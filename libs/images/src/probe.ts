import { createHash } from 'node:crypto';
import { decoding, DEFAULT_LIMITS, type ImageLimits, upright } from './decode.js';
import { formatOf, type ImageFormat } from './format.js';

export interface ImageFacts {
  format: ImageFormat;
  /** Pixels, upright. */
  width: number;
  height: number;
  /** sha256 over dimensions and upright 8-bit sRGB pixels, hex: equal for the same picture in another file. */
  contentDigest: string;
}

/**
 * Decodes an image whole, so that what passes can be trained on.
 * @throws ImageRefused saying why: empty, not an image, a format not decoded here, too many pixels, cut off, damaged.
 */
export async function probeImage(bytes: Uint8Array, limits: ImageLimits = DEFAULT_LIMITS): Promise<ImageFacts> {
  return decoding(bytes, limits, async () => {
    const { data, info } = await upright(bytes, limits).raw().toBuffer({ resolveWithObject: true });
    const { width, height } = info;
    const contentDigest = createHash('sha256').update(`${width}x${height}\n`).update(data).digest('hex');
    return { format: formatOf(bytes), width, height, contentDigest };
  });
}
