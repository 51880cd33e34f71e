import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Unavailable } from '#graft/problems';
import type { BlobRef } from './blob-store.js';
import { assertExpected } from './digest.js';

export type BlobSource = Uint8Array | AsyncIterable<Uint8Array>;

export interface IncomingFile extends BlobRef {
  path: string;
}

const FULL = new Set(['ENOSPC', 'EDQUOT']);

/**
 * Writes a source to a file of its own in `folder`, hashing while it streams, and hands it over once it is on the disk
 * and is what was expected. Whatever is still there afterwards is removed.
 * @throws InvalidInput when digest or size differ from `expected`; Unavailable when the disk is full.
 */
export async function receive<T>(
  source: BlobSource,
  folder: string,
  expected: Partial<BlobRef>,
  use: (file: IncomingFile) => Promise<T>,
): Promise<T> {
  const path = join(folder, randomUUID());
  try {
    await mkdir(folder, { recursive: true });
    const received = await write(source, path);
    assertExpected(received, expected);
    return await use({ path, ...received });
  } catch (error) {
    if (FULL.has((error as NodeJS.ErrnoException).code ?? ''))
      throw new Unavailable(`The disk that holds ${folder} is full.`, { where: folder }, { cause: error });
    throw error;
  } finally {
    await rm(path, { force: true });
  }
}

async function write(source: BlobSource, path: string): Promise<BlobRef> {
  const hash = createHash('sha256');
  let size = 0;
  const file = await open(path, 'wx');
  try {
    for await (const chunk of source instanceof Uint8Array ? [source] : source) {
      hash.update(chunk);
      await file.writeFile(chunk);
      size += chunk.length;
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { digest: `sha256:${hash.digest('hex')}`, size };
}
