import { decoding, DEFAULT_LIMITS, type ImageLimits, upright } from './decode.js';

/**
 * The whole picture, no side longer than `px`, as WebP.
 * @throws ImageRefused
 */
export async function thumbnail(
  bytes: Uint8Array,
  px: number,
  limits: ImageLimits = DEFAULT_LIMITS,
): Promise<Uint8Array> {
  return decoding(bytes, limits, () =>
    upright(bytes, limits)
      .resize(px, px, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 80, effort: 2 })
      .toBuffer(),
  );
}
