import { AnyFilesInterceptor } from '@nestjs/platform-express';
import type { Request } from 'express';
import { buffer } from 'node:stream/consumers';
import { InvalidInput, Problem, TooLarge } from '#graft/problems';

export interface NamedImage {
  /** The file's name, as it was sent. */
  file: string;
  bytes: Uint8Array;
}

export const MAX_IMAGES = 32;
/** Of all images of a request together: they are held in memory until they are answered. */
const MAX_BYTES = 64 * 1024 ** 2;

const ACCEPTED = `multipart/form-data with 1 to ${MAX_IMAGES} files, or the bytes of one image as image/*`;

/** Takes in the files of a form; other requests pass. */
export const ImageForm = AnyFilesInterceptor({
  defParamCharset: 'utf8',
  limits: { files: MAX_IMAGES, fileSize: MAX_BYTES, fields: 0 },
});

/**
 * Refuses a body that is too large before a byte of it is read.
 * @throws TooLarge; Problem 411 where nobody says how large it is.
 */
export function assertBodyFits(request: Request): void {
  const length = request.get('Content-Length');
  if (length === undefined)
    throw new Problem('length-required', 411, 'Length required', 'Send the length of the images as Content-Length.');
  if (Number(length) > MAX_BYTES)
    throw new TooLarge(`The images have ${length} bytes together.`, { received: Number(length), accepted: MAX_BYTES });
}

/**
 * The images of a request: the files of a form that `ImageForm` took in, or a body that is one image.
 * @throws InvalidInput where there are none.
 */
export async function imagesOf(request: Request): Promise<NamedImage[]> {
  const files = (request as { files?: unknown }).files as { originalname: string; buffer: Buffer }[] | undefined;
  if (files && files.length > 0)
    return files.map(({ originalname, buffer }) => ({ file: originalname, bytes: buffer }));
  if (!request.is('image/*'))
    throw new InvalidInput('There are no images in the request.', {
      received: request.get('Content-Type') ?? null,
      accepted: ACCEPTED,
    });
  return [{ file: 'image', bytes: await buffer(request) }];
}
