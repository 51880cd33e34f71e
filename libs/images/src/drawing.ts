import sharp from 'sharp';

/** One of Graft's own SVG drawings as a square PNG on white. Not for uploaded drawings: SVG can refer to other files. */
export async function renderDrawing(svg: Uint8Array, px: number): Promise<Uint8Array> {
  return sharp(svg, { density: 72 * 8 })
    .resize(px, px, { fit: 'contain', background: 'white' })
    .flatten({ background: 'white' })
    .png()
    .toBuffer();
}
