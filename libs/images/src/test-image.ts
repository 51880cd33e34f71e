import sharp from 'sharp';

const WIDTH = 352;
const HEIGHT = 288;

/**
 * The picture by which models are tested: generated, so that it shows no person and has no owner. It has fine and
 * coarse detail in every colour, and is neither square nor of a usual input's size, so that a wrong resizing, crop, scale or
 * order of channels changes what a model answers.
 * @returns PNG
 */
export async function testImage(): Promise<Uint8Array> {
  const pixels = new Uint8Array(WIDTH * HEIGHT * 3);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const fine = 24 * Math.sin(x * 0.9) * Math.cos(y * 0.7);
      const [red, green, blue] = disc(x, y) ?? [(200 * x) / WIDTH + 30, (170 * y) / HEIGHT + 40, 190 - (x + y) / 5];
      pixels.set(
        [red + fine, green - fine, blue + fine / 2].map((value) => Math.min(255, Math.max(0, Math.round(value)))),
        (y * WIDTH + x) * 3,
      );
    }
  }
  return sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
    .png({ compressionLevel: 9 })
    .toBuffer();
}

/** The colour of the disc that lies there. */
function disc(x: number, y: number): [number, number, number] | undefined {
  return DISCS.find(({ at: [left, top], radius }) => (x - left) ** 2 + (y - top) ** 2 < radius ** 2)?.colour;
}

const DISCS: { at: [number, number]; radius: number; colour: [number, number, number] }[] = [
  { at: [110, 96], radius: 62, colour: [214, 92, 40] },
  { at: [236, 172], radius: 84, colour: [38, 96, 160] },
  { at: [70, 226], radius: 36, colour: [232, 206, 72] },
];
