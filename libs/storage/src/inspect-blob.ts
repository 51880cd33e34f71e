import { createHash } from 'node:crypto';
import { Problem } from '#graft/problems';
import type { BlobStore, Digest } from './blob-store.js';

/** Whether a stored blob's bytes are those that its digest names; if not, why, in a sentence. */
export type BlobState = { state: 'intact' | 'missing' } | { state: 'damaged'; detail: string };

/**
 * Reads a blob from its first byte to its last and compares.
 * @param onBytes told how many bytes were read since it was last called.
 * @throws Unavailable when the store does not answer.
 */
export async function inspectBlob(
  blobs: BlobStore,
  digest: Digest,
  onBytes: (count: number) => void = () => {},
): Promise<BlobState> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of await blobs.open(digest)) {
      hash.update(chunk as Uint8Array);
      onBytes((chunk as Uint8Array).length);
    }
  } catch (error) {
    if (error instanceof Problem && error.type === 'not-found') return { state: 'missing' };
    // What the disk cannot read is as lost as bytes that have changed.
    if ((error as NodeJS.ErrnoException).code === 'EIO')
      return { state: 'damaged', detail: `It cannot be read: ${(error as Error).message}.` };
    throw error;
  }
  const received = `sha256:${hash.digest('hex')}`;
  return received === digest
    ? { state: 'intact' }
    : { state: 'damaged', detail: `Its bytes have another sha256: ${received}.` };
}
