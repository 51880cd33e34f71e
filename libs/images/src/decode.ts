import sharp, { type Sharp } from 'sharp';
import { ImageRefused } from '#graft/problems';
import { formatOf } from './format.js';

export interface ImageLimits {
  /** Width × height as it lies in the file. */
  maxPixels: number;
}

export const DEFAULT_LIMITS: ImageLimits = { maxPixels: 100_000_000 };

// Images are decoded once and many at a time: neither a cache of operations nor threads within one image help.
sharp.cache(false);
sharp.concurrency(1);

/** Versions of sharp, libvips and the libraries that it reads formats with, by their names. */
export const decoderVersions = (): Record<string, string> => ({ ...sharp.versions });

/**
 * A pipeline that begins with the first frame, upright, in 8-bit sRGB, on white.
 * @throws ImageRefused
 */
export function upright(bytes: Uint8Array, { maxPixels }: ImageLimits): Sharp {
  formatOf(bytes);
  return sharp(bytes, { limitInputPixels: maxPixels, failOn: 'error', autoOrient: true })
    .flatten({ background: 'white' })
    .toColourspace('srgb');
}

/**
 * Does the pipeline's work.
 * @throws ImageRefused with the decoder's complaint in plain words.
 */
export async function decoding<T>(bytes: Uint8Array, limits: ImageLimits, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ImageRefused) throw error;
    throw await explained((error as Error).message, bytes, limits);
  }
}

const CUT_OFF =
  /premature end|truncated|unexpected end|end of (file|stream|data)|not enough|bad seek|read error|too small/i;

async function explained(complaint: string, bytes: Uint8Array, { maxPixels }: ImageLimits): Promise<ImageRefused> {
  if (/pixel limit/.test(complaint)) {
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
    return new ImageRefused(`The image has too many pixels: ${width} × ${height}.`, {
      received: width * height,
      accepted: { maxPixels },
    });
  }
  if (CUT_OFF.test(complaint)) return new ImageRefused('The file is incomplete: it ends in the middle of the image.');
  return new ImageRefused(`The image is damaged or incomplete: ${complaint.split('\n').at(0)}.`);
}
