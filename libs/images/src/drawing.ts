import sharp from 'sharp';

/** An SVG drawing of our own as a square PNG on white. Never for drawings that somebody sent: SVG can refer to anything. */
export async function renderDrawing(svg: Uint8Array, px: number): Promise<Uint8Array> {
  return sharp(svg, { density: 72 * 8 })
    .resize(px, px, { fit: 'contain', background: 'white' })
    .flatten({ background: 'white' })
    .png()
    .toBuffer();
}
