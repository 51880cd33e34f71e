/** Of the picture, in its own units. */
export const WIDTH = 240;
export const HEIGHT = 100;

const MARGIN = 8;
const GAP = 5;
/** How far a slab goes back, as a share of its height. */
const SLANT = 0.34;

export interface Slab {
  kind: 'input' | 'map' | 'vector';
  /** 0 at the input, 1 at the output. */
  depth: number;
  /** Corners of its faces, as `points` of a polygon. */
  front: string;
  top: string;
  side: string;
}

/**
 * Slabs side by side, in the middle of the picture. Heights go by the root of the extent, or the last maps could not be
 * seen beside the first; thicknesses by the logarithm of the channels.
 * @param outline [extent, channels] from input to output
 */
export function slabsOf(outline: readonly (readonly number[])[]): Slab[] {
  const largest = Math.max(...outline.map(([extent = 1]) => extent));
  const tallest = (HEIGHT - 2 * MARGIN) / (1 + SLANT);
  const sizes = outline.map(([extent = 1, channels = 1]) => ({
    isVector: extent === 1,
    height: extent === 1 ? vectorHeight(channels, tallest) : Math.max(6, tallest * Math.sqrt(extent / largest)),
    width: extent === 1 ? 4 : 2 + 2 * Math.log2(channels + 1),
  }));
  const back = ({ height, isVector }: { height: number; isVector: boolean }) => (isVector ? 3 : height * SLANT);
  const whole = sizes.reduce((sum, size) => sum + size.width + back(size) * 0.55 + GAP, -GAP);
  const scale = Math.min(1, (WIDTH - 2 * MARGIN) / whole);
  let x = (WIDTH - whole * scale) / 2;
  return sizes.map((size, index) => {
    const [width, height, slant] = [size.width * scale, size.height * scale, back(size) * scale];
    const slab = slabAt(x, HEIGHT / 2, width, height, slant);
    x += width + slant * 0.55 + GAP * scale;
    const kind = index === 0 ? 'input' : size.isVector ? 'vector' : 'map';
    return { kind, depth: sizes.length > 1 ? index / (sizes.length - 1) : 1, ...slab };
  });
}

/** A vector is as high as it has units, within reason. */
const vectorHeight = (units: number, tallest: number) => Math.min(tallest * 0.9, 12 + 5 * Math.log2(units));

function slabAt(x: number, middle: number, width: number, height: number, slant: number) {
  const [left, right] = [x, x + width];
  const [up, down] = [middle - height / 2 + slant / 2, middle + height / 2 + slant / 2];
  const [dx, dy] = [slant * 0.8, -slant];
  const points = (...corners: [number, number][]) =>
    corners.map((corner) => corner.map((value) => value.toFixed(1)).join(',')).join(' ');
  return {
    front: points([left, up], [right, up], [right, down], [left, down]),
    top: points([left, up], [left + dx, up + dy], [right + dx, up + dy], [right, up]),
    side: points([right, up], [right + dx, up + dy], [right + dx, down + dy], [right, down]),
  };
}
