import type { Request, Response } from 'express';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Problem } from '#graft/problems';
import type { BlobRef, Digest } from './blob.js';
import type { BlobStore } from './blob-store.js';
import { digestOf } from './digest.js';

/** First and last byte, both included. */
export interface ByteRange {
  start: number;
  end: number;
}

/** Bytes that can be sent whole or in part. */
export interface Content {
  /** Names the bytes: equal digests, equal bytes. */
  digest: Digest;
  type: string;
  size: number;
  /** Never changes under its address, so that a browser need not ask again. */
  immutable: boolean;
  /** @param range all of them if left out. */
  open(range?: ByteRange): Readable | Promise<Readable>;
}

/** A blob, or a part of one. */
export function blobContent(
  blobs: BlobStore,
  { digest, size }: BlobRef,
  type: string,
  { immutable = false, part = { start: 0, end: size - 1 } }: { immutable?: boolean; part?: ByteRange } = {},
): Content {
  const length = part.end - part.start + 1;
  const open = ({ start, end } = { start: 0, end: length - 1 }) => {
    const whole = end - start + 1 === size;
    // A whole blob is compared with its digest on its way; for a part of one all of it is read before.
    return blobs.open(digest, whole ? undefined : { start: start + part.start, end: end + part.start });
  };
  return { digest, type, size: length, immutable, open };
}

export function fileContent(path: string, { digest, size }: BlobRef, type: string): Content {
  return { digest, type, size, immutable: false, open: (range) => createReadStream(path, range) };
}

export function bytesContent(bytes: Uint8Array, type: string): Content {
  const open = ({ start, end } = { start: 0, end: bytes.length }) => Readable.from([bytes.subarray(start, end + 1)]);
  return { digest: digestOf(bytes), type, size: bytes.length, immutable: false, open };
}

/** A token is sent by the page's own code, never as a cookie. */
const ANY_ORIGIN = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'ETag, Content-Length, Content-Range, Warning',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

/**
 * Answers with the content: ETag and 304, Range and 206 or 416, HEAD.
 * @param visibility whether caches shared between people may keep it.
 * @param options.anyOrigin whether pages of other origins may read it.
 * @returns whether the whole of it was sent, so that a download can be counted.
 * @throws Problem 416 for a range beyond its end; BlobLost before anything is sent, or later, so that the connection is
 * ended: an answer that breaks off is shorter than its Content-Length.
 */
export async function sendContent(
  request: Request,
  response: Response,
  content: Content,
  visibility: 'public' | 'private',
  { anyOrigin = true } = {},
): Promise<boolean> {
  response.set({
    ETag: `"${content.digest}"`,
    'Content-Type': content.type,
    'Accept-Ranges': 'bytes',
    'Cache-Control': `${visibility}, ${content.immutable ? 'max-age=31536000, immutable' : 'no-cache'}`,
    ...(anyOrigin && ANY_ORIGIN),
  });
  if (isKnown(request, content)) {
    response.status(304).end();
    return false;
  }
  const range = rangeOf(request, content);
  if (range === 'unsatisfiable') {
    response.set('Content-Range', `bytes */${content.size}`);
    throw new Problem(
      'range-not-satisfiable',
      416,
      'Range not satisfiable',
      `The file has ${content.size} bytes, and none of them is in the range.`,
      { where: 'Range', received: request.get('Range'), accepted: `bytes 0 to ${content.size - 1}` },
    );
  }
  if (range) response.status(206).set('Content-Range', `bytes ${range.start}-${range.end}/${content.size}`);
  const { start, end } = range ?? { start: 0, end: content.size - 1 };
  response.set('Content-Length', String(end - start + 1));
  if (request.method === 'HEAD' || content.size === 0) {
    response.end();
    return false;
  }
  await stream(await content.open(range ?? undefined), response);
  return range === null;
}

/** Whether the reader has these very bytes, and only asks whether they are still the ones. */
function isKnown(request: Request, { digest }: Content): boolean {
  const tags = request.get('If-None-Match')?.split(',') ?? [];
  return tags.some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === `"${digest}"`);
}

/** The one range asked for; null for the whole, also where several ranges or another state of the bytes are asked for. */
function rangeOf(request: Request, { size, digest }: Content): ByteRange | 'unsatisfiable' | null {
  const condition = request.get('If-Range');
  if (condition !== undefined && condition !== `"${digest}"`) return null;
  const ranges = request.range(size);
  if (ranges === -1) return 'unsatisfiable';
  if (ranges === undefined || ranges === -2 || ranges.type !== 'bytes' || ranges.length !== 1) return null;
  return ranges[0]!;
}

async function stream(source: Readable, response: Response): Promise<void> {
  try {
    await once(source, 'readable'); // what is refused before the first byte is answered as a problem
    await pipeline(source, response);
  } catch (error) {
    // The reader has closed the connection, so there is no response to send.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}
