import { constants } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { posix } from 'node:path';
import { ModelRefused } from '#graft/problems';
import { type BlobRef, BlobStore, readWhole } from '#graft/storage';

/** A file on this machine that a model is read from. */
export interface LocalFile {
  /** As its author calls it: a relative path with `/` between folders. */
  name: string;
  path: string;
  /** Bytes. */
  size: number;
}

/** Finds the file at a path relative to the model's main file; null if there is none. */
export type Beside = (path: string) => Promise<LocalFile | null>;

export async function head(file: LocalFile, bytes: number): Promise<Uint8Array> {
  const handle = await open(file.path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Whether the file begins as a zip archive does. */
export async function isZip(file: LocalFile): Promise<boolean> {
  return Buffer.from(await head(file, 4)).toString('latin1') === 'PK\x03\x04';
}

/** @throws TooLarge above 4 GiB */
export const bytesOf = (file: LocalFile): Promise<Uint8Array> => readWhole(file.path, file.name);

/** @throws TooLarge above 512 MiB, the longest text that Node holds */
export async function textOf(file: LocalFile): Promise<string> {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(
    await readWhole(file.path, file.name, constants.MAX_STRING_LENGTH),
  );
}

/** @throws ModelRefused for what is no JSON; TooLarge above 512 MiB */
export async function jsonOf(file: LocalFile): Promise<unknown> {
  const text = await textOf(file);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ModelRefused(`${file.name} is not JSON: ${(error as Error).message}.`, { where: file.name });
  }
}

export const storeFile = (blobs: BlobStore, file: LocalFile): Promise<BlobRef> =>
  blobs.put(createReadStream(file.path), { size: file.size });

/**
 * Looks among files that were sent together: at the path from the main file's folder, else by the last part of the
 * name, since single uploads lose their folders.
 */
export function besideAmong(files: readonly LocalFile[], main: LocalFile): Beside {
  const folder = posix.dirname(main.name);
  const others = files.filter((file) => file !== main);
  return (path) => {
    const wanted = posix.join(folder, path);
    const alike = others.filter((file) => posix.basename(file.name) === posix.basename(path));
    const found = others.find((file) => posix.normalize(file.name) === wanted);
    return Promise.resolve(found ?? (alike.length === 1 ? alike[0]! : null));
  };
}
