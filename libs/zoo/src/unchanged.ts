import type { Request, Response } from 'express';
import type { Visibility } from '#graft/database';
import type { Digest } from '#graft/storage';

/**
 * Says which bytes the answer is made of, and whether the client has an answer made of them already: then this is a 304,
 * and nothing need be read.
 */
export function unchanged(request: Request, response: Response, digest: Digest, visibility: Visibility): boolean {
  response.set({ ETag: `"${digest}"`, 'Cache-Control': `${visibility}, no-cache` });
  if (!request.fresh) return false;
  response.status(304);
  return true;
}
