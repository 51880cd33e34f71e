import type { Request, Response } from 'express';
import multer, { MulterError, type StorageEngine } from 'multer';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { InvalidInput, Problem, TooLarge } from '#graft/problems';
import { writeNewFile } from '#graft/storage';

/** An image of a request, in a file. */
export interface ImageFile {
  /** The file's name, as it was sent. */
  file: string;
  path: string;
}

export const MAX_IMAGES = 32;
const MIB = 1024 ** 2;
/** Bytes of all images of a request together. */
export const MAX_BYTES = { anonymous: 32 * MIB, signedIn: 64 * MIB };
/** A body that stops arriving for so long is given up. */
const PAUSE_MS = 20_000;

const ACCEPTED = `multipart/form-data with 1 to ${MAX_IMAGES} files, or the bytes of one image as image/*`;

/**
 * How many bytes the body has, told before any of it is read.
 * @throws TooLarge; Problem 411 where the request does not say
 */
export function bodyBytes(request: Request, maxBytes: number): number {
  const length = request.get('Content-Length');
  if (length === undefined)
    throw new Problem('length-required', 411, 'Length required', 'Send the length of the images as Content-Length.');
  const bytes = Number(length);
  if (bytes > maxBytes)
    throw new TooLarge(`The images have ${bytes} bytes in total. At most ${maxBytes} are accepted.`, {
      received: bytes,
      accepted: maxBytes,
    });
  return bytes;
}

/**
 * Receives the images of a request, a form with files or a body that is one image, into files, and removes these after use.
 * @param parent of the folder that is made for them
 * @throws InvalidInput if there are none, or too many; StorageFull
 */
export async function withImagesOf<T>(
  request: Request,
  parent: string,
  use: (images: ImageFile[]) => Promise<T>,
): Promise<T> {
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, 'images-'));
  try {
    request.setTimeout(PAUSE_MS, () => request.destroy());
    const images = await receive(request, folder);
    request.setTimeout(0);
    return await use(images);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function receive(request: Request, folder: string): Promise<ImageFile[]> {
  if (request.is('image/*')) {
    const path = join(folder, 'image');
    await writeNewFile(path, request);
    return [{ file: 'image', path }];
  }
  const files = request.is('multipart/form-data') ? await formFiles(request, folder) : [];
  if (files.length === 0)
    throw new InvalidInput('The request contains no images.', {
      received: request.get('Content-Type') ?? null,
      accepted: ACCEPTED,
    });
  return files.map(({ originalname, path }) => ({ file: originalname, path }));
}

async function formFiles(request: Request, folder: string): Promise<Express.Multer.File[]> {
  const form = multer({
    storage: filesIn(folder),
    defParamCharset: 'utf8',
    limits: { files: MAX_IMAGES, fields: 0 },
  }).any();
  try {
    await promisify(form)(request, {} as Response);
  } catch (error) {
    throw isMalformed(error) ? unreadable(error) : error;
  }
  return request.files as Express.Multer.File[];
}

/** Multer's own errors, and busboy's, which are plain: "Unexpected end of form", "Malformed part header". */
const isMalformed = (error: unknown): error is Error & { code?: string } =>
  error instanceof MulterError || (error instanceof Error && error.constructor === Error && !('code' in error));

const unreadable = ({ code, message }: Error & { code?: string }) =>
  new InvalidInput(
    code === 'LIMIT_FILE_COUNT'
      ? `The request contains too many images. At most ${MAX_IMAGES} are accepted.`
      : `The form is not valid: ${message}.`,
    { where: 'body', accepted: ACCEPTED },
  );

/** Writes the files of a form into a folder that is removed after use. */
function filesIn(folder: string): StorageEngine {
  return {
    _handleFile(_request, { stream }, done) {
      const path = join(folder, randomUUID());
      writeNewFile(path, stream).then(() => done(null, { path }), done);
    },
    _removeFile(_request, _file, done) {
      done(null);
    },
  };
}
