import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { ModelRefused, TooLarge } from '#graft/problems';
import { head, type LocalFile } from './import-files.js';

export interface ArchiveLimits {
  /** Bytes of all files together once unpacked. */
  bytes: number;
  files: number;
}

const openZip = promisify<string, yauzl.Options, ZipFile>(yauzl.open);

/** Whether the file begins as a zip archive does. */
export async function isZip(file: LocalFile): Promise<boolean> {
  return Buffer.from(await head(file, 4)).toString('latin1') === 'PK\x03\x04';
}

/** Names of the files in a zip archive. @throws ModelRefused */
export async function namesInZip(file: LocalFile): Promise<string[]> {
  return (await entriesOf(file)).map((entry) => entry.fileName);
}

/**
 * Unpacks a zip archive into files of the folder, named by number there, so that no name in it leads anywhere.
 * @throws ModelRefused for traversal, links, encryption and damage; TooLarge beyond the limits, before anything is written.
 */
export async function unpack(file: LocalFile, folder: string, limits: ArchiveLimits): Promise<LocalFile[]> {
  const entries = await entriesOf(file);
  const total = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
  if (entries.length > limits.files || total > limits.bytes)
    throw new TooLarge(`${file.name} is too large once unpacked.`, {
      where: file.name,
      received: { files: entries.length, bytes: total },
      accepted: limits,
    });
  const zip = await openZip(file.path, { autoClose: false, lazyEntries: true });
  try {
    const unpacked: LocalFile[] = [];
    for (const [index, entry] of entries.entries()) {
      const path = join(folder, `unpacked-${index}`);
      const stream = await promisify<Entry, Readable>(zip.openReadStream.bind(zip))(entry);
      await pipeline(stream, createWriteStream(path));
      unpacked.push({ name: entry.fileName, path, size: entry.uncompressedSize });
    }
    return unpacked;
  } catch (error) {
    throw refusal(file, error);
  } finally {
    zip.close();
  }
}

async function entriesOf(file: LocalFile): Promise<Entry[]> {
  try {
    const zip = await openZip(file.path, { lazyEntries: false });
    const entries: Entry[] = [];
    await new Promise<void>((resolve, reject) => {
      zip.on('entry', (entry: Entry) => entries.push(entry));
      zip.on('end', resolve);
      zip.on('error', reject);
    });
    const files = entries.filter((entry) => !entry.fileName.endsWith('/'));
    for (const entry of files) assertPlain(file, entry);
    return files;
  } catch (error) {
    throw refusal(file, error);
  }
}

/** Unix keeps a file's kind in the upper half of the external attributes; 0xa000 is a symbolic link. */
function assertPlain(file: LocalFile, entry: Entry): void {
  const where = `${file.name}: ${entry.fileName}`;
  if (((entry.externalFileAttributes >>> 16) & 0xf000) === 0xa000)
    throw new ModelRefused(`${where} is a link; archives with links are refused.`, { where });
  if (entry.isEncrypted()) throw new ModelRefused(`${where} is encrypted; send it without a password.`, { where });
}

/** yauzl refuses traversal, absolute paths and sizes that lie; its message says which. */
function refusal(file: LocalFile, error: unknown): unknown {
  if (error instanceof ModelRefused || isSystemError(error)) return error;
  return new ModelRefused(`${file.name} cannot be unpacked: ${(error as Error).message}.`, { where: file.name });
}

const isSystemError = (error: unknown) => typeof (error as NodeJS.ErrnoException).errno === 'number';
