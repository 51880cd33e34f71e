import type { Preprocessing } from './preprocessing.js';

/** For each place of the result along one axis, the source pixels that it is made of, and the weight of each. */
export interface Places {
  /** `taps` for each place. */
  pixels: Int32Array;
  weights: Float32Array;
  taps: number;
}

/** How many pixels on each side of a place a kernel looks at, and what the one at a distance weighs. */
const KERNELS: Record<Preprocessing['interpolation'], { reach: number; weigh: (distance: number) => number }> = {
  nearest: { reach: 0.5, weigh: () => 1 },
  bilinear: { reach: 1, weigh: (distance) => 1 - distance },
  // Keys 1981 with a = -0.5, as TensorFlow has it.
  bicubic: {
    reach: 2,
    weigh: (d) => (d <= 1 ? (1.5 * d - 2.5) * d * d + 1 : ((-0.5 * d + 2.5) * d - 4) * d + 2),
  },
};

/**
 * Where `count` places lie along an axis, their middle on the axis' middle, with pixels' centres at half-integers.
 * @param extent source pixels along the axis
 * @param scale source pixels from one place to the next
 */
export function places(
  extent: number,
  count: number,
  scale: number,
  interpolation: Preprocessing['interpolation'],
): Places {
  const { reach, weigh } = KERNELS[interpolation];
  const taps = 2 * reach;
  const found = { pixels: new Int32Array(count * taps), weights: new Float32Array(count * taps), taps };
  const start = (extent - count * scale) / 2;
  for (let place = 0; place < count; place++) {
    const centre = start + (place + 0.5) * scale;
    const first = Math.floor(centre - reach + 0.5);
    for (let tap = 0; tap < taps; tap++) {
      const pixel = first + tap;
      found.pixels[place * taps + tap] = Math.min(Math.max(pixel, 0), extent - 1);
      found.weights[place * taps + tap] = weigh(Math.abs(centre - (pixel + 0.5)));
    }
  }
  return found;
}

/** [rows, columns, 3] of an image [height, width, channels] in bytes, of which the first three are taken. */
export function sample(
  { data, width, channels }: { data: Uint8Array; width: number; channels: number },
  rows: Places,
  columns: Places,
): Uint8Array {
  const [height, wide] = [rows.pixels.length / rows.taps, columns.pixels.length / columns.taps];
  const result = new Uint8ClampedArray(height * wide * 3);
  for (let y = 0, to = 0; y < height; y++)
    for (let x = 0; x < wide; x++)
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (let i = y * rows.taps; i < (y + 1) * rows.taps; i++) {
          const line = rows.pixels[i]! * width;
          let across = 0;
          for (let j = x * columns.taps; j < (x + 1) * columns.taps; j++)
            across += columns.weights[j]! * data[(line + columns.pixels[j]!) * channels + channel]!;
          sum += rows.weights[i]! * across;
        }
        result[to++] = sum; // clamped and rounded by the array
      }
  return new Uint8Array(result.buffer);
}
