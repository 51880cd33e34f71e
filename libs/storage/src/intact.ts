import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { asLost, BlobLost } from './blob-lost.js';
import type { Digest } from './blob.js';

/**
 * Bytes that are held back until all are known to be right. Of a blob that is no larger no wrong byte leaves the store,
 * and its reader can be told why; a larger one breaks off.
 */
const HELD_BYTES = 256 * 1024;

/** The same bytes, compared with the digest as they pass. The stream fails with `BlobLost` before the last of them. */
export function intact(source: Readable, digest: Digest): Readable {
  const checked = Readable.from(compare(source, digest), { objectMode: false });
  return checked.on('close', () => source.destroy()); // also if nothing was read
}

async function* compare(source: Readable, digest: Digest): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  const held: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of source as AsyncIterable<Uint8Array>) {
      hash.update(chunk);
      held.push(chunk);
      bytes += chunk.length;
      while (bytes - held[0]!.length >= HELD_BYTES) {
        bytes -= held[0]!.length;
        yield held.shift()!;
      }
    }
  } catch (error) {
    throw asLost(error, digest);
  }
  const received = `sha256:${hash.digest('hex')}`;
  if (received !== digest) throw BlobLost.damaged(digest, received);
  yield* held;
}
