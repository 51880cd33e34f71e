import { ImageRefused } from '#graft/problems';

export const IMAGE_FORMATS = ['jpeg', 'png', 'gif', 'webp', 'tiff', 'avif'] as const;
export type ImageFormat = (typeof IMAGE_FORMATS)[number];

const starts = (bytes: Uint8Array, ...signature: number[]) => signature.every((byte, i) => bytes[i] === byte);
const latin1 = (bytes: Uint8Array, start: number, end: number) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1', start, end);

/**
 * The format by a file's first bytes, whatever its name says. The decoder is never shown anything else, so that drawings
 * (SVG, PDF) and pages are not interpreted.
 * @throws ImageRefused saying what the file is instead.
 */
export function formatOf(bytes: Uint8Array): ImageFormat {
  if (bytes.length === 0) throw refused('The file is empty.');
  if (starts(bytes, 0xff, 0xd8, 0xff)) return 'jpeg';
  if (starts(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png';
  if (/^GIF8[79]a/.test(latin1(bytes, 0, 6))) return 'gif';
  if (/^RIFF[^]{4}WEBP/.test(latin1(bytes, 0, 12))) return 'webp';
  if (starts(bytes, 0x49, 0x49, 0x2a, 0) || starts(bytes, 0x4d, 0x4d, 0, 0x2a)) return 'tiff';
  if (latin1(bytes, 4, 8) === 'ftyp') return avif(bytes);
  throw refused(whatElse(bytes));
}

const refused = (detail: string) => new ImageRefused(detail, { accepted: IMAGE_FORMATS });

/** AVIF and HEIC share a container and differ in their brands; HEVC, HEIC's codec, is patented and not built in. */
function avif(bytes: Uint8Array): 'avif' {
  const boxSize = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  const brands = latin1(bytes, 8, Math.min(boxSize, 256));
  if (/avi[fs]/.test(brands)) return 'avif';
  if (/hei[cxms]|hev[cxms]|mif1/.test(brands))
    throw refused('This is a HEIC image, which Graft cannot decode. Save it as JPEG.');
  throw refused('This is a video, not an image.');
}

function whatElse(bytes: Uint8Array): string {
  const beginning = latin1(bytes, 0, 1024);
  if (/<svg[\s>]/i.test(beginning)) return 'This is an SVG drawing. Save it as PNG.';
  if (/<!doctype html|<html[\s>]/i.test(beginning)) return 'This is a web page, not an image.';
  if (beginning.startsWith('%PDF')) return 'This is a PDF document, not an image.';
  if (/^BM/.test(beginning)) return 'Windows bitmaps (BMP) are not accepted. Save it as PNG.';
  if (!/[^\t\n\r\x20-\x7e\x80-\xff]/.test(beginning)) return 'This is text, not an image.';
  return 'The format of the file is unknown.';
}
