import { constants } from 'node:buffer';
import type { Hash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { TooLarge } from '#graft/problems';

/** Bytes that one read asks for: Node refuses 2 GiB and more at once, and reads whole files of that size only from 22 on. */
const PIECE = 512 * 1024 ** 2;

/** Bytes that fit into memory as one array; 4 GiB in Node 20. */
export const LARGEST_ARRAY = constants.MAX_LENGTH;

/**
 * A file's bytes, of up to 4 GiB: the one way to read a whole file whose size its sender chose.
 * @throws TooLarge naming the file and the limit
 */
export async function readWhole(path: string, name = path, limit = LARGEST_ARRAY): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    if (size > limit)
      throw new TooLarge(`${name} has ${size} bytes. Files of at most ${limit} bytes can be read.`, {
        where: name,
        received: size,
        accepted: limit,
      });
    const bytes = new Uint8Array(size);
    for (let read = 0; read < size;) {
      const { bytesRead } = await file.read(bytes, read, Math.min(PIECE, size - read), read);
      if (bytesRead === 0) return bytes.subarray(0, read); // it was cut short meanwhile
      read += bytesRead;
    }
    return bytes;
  } finally {
    await file.close();
  }
}

/** Node hashes less than 2 GiB at once. */
export function updateWhole(hash: Hash, bytes: Uint8Array): Hash {
  for (let at = 0; at < bytes.length; at += PIECE) hash.update(bytes.subarray(at, at + PIECE));
  return hash;
}
