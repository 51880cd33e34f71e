import sharp from 'sharp';
import type { Preprocessing } from './preprocessing.js';
import { luma, resized } from './tensor.js';
import { testImage } from './test-image.js';

/** Pixels between the two pictures. */
const GAP = 16;
const WHITE = { r: 255, g: 255, b: 255 };

/**
 * The test image before and after a preprocessing, side by side, to look at: how it is resized, cut and smoothed. Scale, mean
 * and deviation change numbers alone, and are not to be seen.
 * @returns PNG
 */
export async function exampleOf(preprocessing: Preprocessing): Promise<Uint8Array> {
  const before = await testImage();
  const { width, height } = await sharp(before).metadata();
  const [rows, columns] = preprocessing.size;
  const pixels = await resized(before, preprocessing);
  const times = Math.max(1, Math.floor(height / rows)); // a small input is shown with larger pixels
  const after = await sharp(preprocessing.channels === 1 ? luma(pixels) : pixels, {
    raw: { width: columns, height: rows, channels: preprocessing.channels },
  })
    .resize(columns * times, rows * times, { kernel: 'nearest' })
    .png()
    .toBuffer();
  const whole = {
    width: width + GAP + columns * times,
    height: Math.max(height, rows),
    channels: 3 as const,
    background: WHITE,
  };
  return sharp({ create: whole })
    .composite([
      { input: Buffer.from(before), left: 0, top: 0 },
      { input: after, left: width + GAP, top: 0 },
    ])
    .png()
    .toBuffer();
}
