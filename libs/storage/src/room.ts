import { open, rm, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { diskFull, StorageFull } from '#graft/problems';

/** Bytes of the disk that every writer leaves free, so that the database can still write. */
const RESERVE_BYTES = 512 * 2 ** 20;
/** Of a disk smaller than 5 GiB, this part is left free. */
const RESERVE_PART = 0.1;
/** Most bytes that a writer writes between two looks at the disk. One look takes 30 µs. */
const STEP_BYTES = 4 * 2 ** 20;
/** The part of the room that a writer takes at most between two looks, so that 16 at once stay out of the reserve. */
const STEP_PART = 1 / 16;

export type ByteSource = Uint8Array | AsyncIterable<Uint8Array>;

/** Bytes that may still be written to the disk that holds the folder: what is free, without the reserve. */
export async function roomIn(folder: string): Promise<number> {
  const { blocks, bavail, bsize } = await statfs(folder);
  if (blocks === 0) return Infinity; // a file system that does not say
  const reserve = Math.min(RESERVE_BYTES, blocks * bsize * RESERVE_PART);
  return Math.max(0, Math.floor(bavail * bsize - reserve));
}

/** The room in the folder. @throws StorageFull if it is less than so many bytes */
export async function assertRoom(folder: string, bytes: number): Promise<number> {
  const room = await roomIn(folder);
  if (bytes <= room) return room;
  throw new StorageFull(
    `The disk that holds ${folder} is full: it has space for ${room} bytes, but ${bytes} bytes are needed. Free some disk space and try again.`,
    { received: bytes, accepted: room },
  );
}

/** The room on the disk that holds a folder, for one writer that does not know how many bytes will come. */
export class Room {
  /** Bytes that were seen to be free and are not taken yet. */
  private left = 0;

  constructor(private readonly folder: string) {}

  /** Call it before so many bytes are written. @throws StorageFull if they would use the reserve */
  async take(bytes: number): Promise<void> {
    if (bytes > this.left) {
      const room = await assertRoom(this.folder, bytes);
      this.left = Math.max(bytes, Math.min(STEP_BYTES, room * STEP_PART));
    }
    this.left -= bytes;
  }
}

/**
 * Writes a new file within the room of its disk; all code that writes files of any size writes them so. Removes what it
 * wrote of a file that fails.
 * @param options.sync waits until the bytes are on the disk
 * @throws StorageFull
 */
export async function writeNewFile(path: string, source: ByteSource, { sync = false } = {}): Promise<void> {
  const room = new Room(dirname(path));
  const file = await open(path, 'wx');
  try {
    for await (const chunk of source instanceof Uint8Array ? [source] : source) {
      await room.take(chunk.length);
      await file.writeFile(chunk);
    }
    if (sync) await file.sync();
  } catch (error) {
    await rm(path, { force: true });
    throw diskFull(error) ?? error;
  } finally {
    await file.close();
  }
}
