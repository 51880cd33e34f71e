import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BlobRef } from './blob.js';
import { assertExpected } from './digest.js';
import { updateWhole } from './read-whole.js';
import { type ByteSource, writeNewFile } from './room.js';

export interface IncomingFile extends BlobRef {
  path: string;
}

/**
 * Writes a source to a separate file in `folder`, hashing while it streams, and hands it over once it is on the disk
 * and is what was expected. Whatever is still there afterwards is removed.
 * @throws InvalidInput if digest or size differ from `expected`; StorageFull when the disk has no room.
 */
export async function receive<T>(
  source: ByteSource,
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
  } finally {
    await rm(path, { force: true });
  }
}

async function write(source: ByteSource, path: string): Promise<BlobRef> {
  const hash = createHash('sha256');
  let size = 0;
  async function* measured() {
    for await (const chunk of source instanceof Uint8Array ? [source] : source) {
      updateWhole(hash, chunk);
      size += chunk.length;
      yield chunk;
    }
  }
  await writeNewFile(path, measured(), { sync: true });
  return { digest: `sha256:${hash.digest('hex')}`, size };
}
