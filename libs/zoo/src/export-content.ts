import type { Request, Response } from 'express';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type BlobRef, type BlobStore, type Digest, digestOf } from '#graft/storage';

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
  open(range: ByteRange): Readable | Promise<Readable>;
}

/** A blob, or the part of one that begins at `offset`. */
export function blobContent(
  blobs: BlobStore,
  { digest, size }: BlobRef,
  type: string,
  { immutable = false, offset = 0 } = {},
): Content {
  return {
    digest,
    type,
    size,
    immutable,
    open: ({ start, end }) => blobs.open(digest, { start: start + offset, end: end + offset }),
  };
}

export function fileContent(path: string, { digest, size }: BlobRef, type: string): Content {
  return { digest, type, size, immutable: false, open: ({ start, end }) => createReadStream(path, { start, end }) };
}

export function bytesContent(bytes: Uint8Array, type: string): Content {
  const open = ({ start, end }: ByteRange) => Readable.from([bytes.subarray(start, end + 1)]);
  return { digest: digestOf(bytes), type, size: bytes.length, immutable: false, open };
}

/**
 * Answers with the content: ETag and 304, Range and 206 or 416, HEAD, and open to pages of any origin.
 * @param visibility whether caches shared between people may keep it.
 * @returns whether the whole of it was sent, so that a download can be counted.
 */
export async function sendContent(
  request: Request,
  response: Response,
  content: Content,
  visibility: 'public' | 'private',
): Promise<boolean> {
  response.set({
    ETag: `"${content.digest}"`,
    'Content-Type': content.type,
    'Accept-Ranges': 'bytes',
    'Cache-Control': `${visibility}, ${content.immutable ? 'max-age=31536000, immutable' : 'no-cache'}`,
    // Everybody who may read a model may read it from any page; a token is sent by the page's own code, never a cookie.
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': 'ETag, Content-Length, Content-Range, Warning',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  });
  if (isKnown(request, content)) {
    response.status(304).end();
    return false;
  }
  const range = rangeOf(request, content);
  if (range === 'unsatisfiable') {
    response.status(416).set('Content-Range', `bytes */${content.size}`).end();
    return false;
  }
  if (range) response.status(206).set('Content-Range', `bytes ${range.start}-${range.end}/${content.size}`);
  const { start, end } = range ?? { start: 0, end: content.size - 1 };
  response.set('Content-Length', String(end - start + 1));
  if (request.method === 'HEAD' || content.size === 0) {
    response.end();
    return false;
  }
  await stream(await content.open({ start, end }), response);
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
    await pipeline(source, response);
  } catch (error) {
    // The reader went away: nobody is left to be told.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}
