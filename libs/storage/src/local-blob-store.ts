import { mkdir, open, opendir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { InvalidInput, Unavailable } from '#graft/problems';
import { BlobLost } from './blob-lost.js';
import type { BlobRef, BlobStat, Digest } from './blob.js';
import { BlobStore } from './blob-store.js';
import { digestAt, placeOf } from './digest.js';
import { receive } from './incoming.js';
import { readWhole } from './read-whole.js';
import type { ByteSource } from './room.js';

const INCOMING = 'incoming';
/** Files that a killed process left half-written; no upload takes this long. */
const ABANDONED_MS = 24 * 3600 * 1000;

/**
 * Blobs as files, `<folder>/ab/abcdef…`. A blob appears whole or not at all: it is written beside, synced and renamed.
 * Storing one again renews its time, so that a sweep with a grace period spares it.
 */
export class LocalBlobStore extends BlobStore {
  private readonly incoming: string;
  private swept?: Promise<void>;

  constructor(private readonly folder: string) {
    super();
    this.incoming = join(folder, INCOMING);
  }

  override async put(source: ByteSource, expected: Partial<BlobRef> = {}): Promise<BlobRef> {
    await (this.swept ??= this.sweepIncoming());
    return receive(source, this.incoming, expected, async ({ path, digest, size }) => {
      const place = this.path(digest);
      await mkdir(dirname(place), { recursive: true });
      await rename(path, place);
      await syncFolder(dirname(place));
      return { digest, size };
    });
  }

  protected override async stream(digest: Digest, range?: { start: number; end: number }): Promise<Readable> {
    const file = await open(this.path(digest)).catch(missing(digest));
    const { size } = await file.stat();
    if (range && range.start >= size) {
      await file.close();
      throw new InvalidInput('The range begins after the end of the blob.', { received: range, accepted: { size } });
    }
    return file.createReadStream(range);
  }

  protected override async bytes(digest: Digest): Promise<Uint8Array> {
    return readWhole(this.path(digest), digest).catch(missing(digest));
  }

  override async stat(digest: Digest): Promise<BlobStat | null> {
    const found = await stat(this.path(digest)).catch(ignoreMissing);
    return found ? { digest, size: found.size, modifiedAt: found.mtime } : null;
  }

  override async delete(digest: Digest): Promise<void> {
    await rm(this.path(digest), { force: true });
  }

  override async *list(): AsyncIterable<BlobStat> {
    const folders = await opendir(this.folder).catch(ignoreMissing);
    if (!folders) return;
    for await (const folder of folders) {
      if (!/^[0-9a-f]{2}$/.test(folder.name)) continue;
      for await (const file of await opendir(join(this.folder, folder.name))) {
        const digest = digestAt(`${folder.name}/${file.name}`);
        const found = digest && (await this.stat(digest));
        if (found) yield found;
      }
    }
  }

  override async check(): Promise<void> {
    try {
      await receive(new TextEncoder().encode('check'), this.incoming, {}, ({ path }) => readFile(path));
    } catch (error) {
      throw new Unavailable(
        `Blobs cannot be written to ${this.folder}: ${(error as Error).message}`,
        { where: this.folder },
        { cause: error },
      );
    }
  }

  private path(digest: Digest): string {
    return join(this.folder, placeOf(digest));
  }

  private async sweepIncoming(): Promise<void> {
    const files = await opendir(this.incoming).catch(ignoreMissing);
    if (!files) return;
    for await (const { name } of files) {
      const path = join(this.incoming, name);
      const found = await stat(path).catch(ignoreMissing);
      if (found && found.mtimeMs < Date.now() - ABANDONED_MS) await rm(path, { force: true });
    }
  }
}

/** A rename survives a loss of power only once the folder itself is on the disk. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

const isMissing = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT';

function ignoreMissing(error: unknown): null {
  if (isMissing(error)) return null;
  throw error;
}

const missing =
  (digest: Digest) =>
  (error: unknown): never => {
    if (isMissing(error)) throw BlobLost.missing(digest);
    throw error;
  };
