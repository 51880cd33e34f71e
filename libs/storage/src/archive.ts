import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import type { Entry, Options, ZipFile } from 'yauzl';
import { InvalidInput, StorageFull, TooLarge } from '#graft/problems';
import { writeNewFile } from './room.js';

export interface ArchiveLimits {
  entries: number;
  /** Unpacked bytes of one file. */
  entryBytes: number;
  /** Unpacked bytes of all files. */
  totalBytes: number;
  /** Unpacked bytes for each packed one, for files above 1 MiB: photos hardly shrink, bombs 1,000 times. */
  ratio: number;
}

export const ARCHIVE_LIMITS: ArchiveLimits = {
  entries: 200_000,
  entryBytes: 512 * 1024 ** 2,
  totalBytes: 64 * 1024 ** 3,
  ratio: 200,
};

/** The files of a zip from a stranger, each read when it is asked for. */
export class Archive {
  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: Map<string, Entry>,
  ) {}

  /**
   * Reads the list of entries and checks it; nothing is unpacked yet.
   * @throws InvalidInput naming the entry for damage, traversal, absolute names, links, encryption and names given twice;
   * TooLarge for bombs.
   */
  static async open(path: string, limits: ArchiveLimits = ARCHIVE_LIMITS): Promise<Archive> {
    const { default: yauzl } = await import('yauzl'); // slow to load, and few processes open archives
    const openZip = promisify<string, Options, ZipFile>(yauzl.open);
    const zip = await openZip(path, { lazyEntries: true, autoClose: false }).catch((error: Error) => {
      throw new InvalidInput(`This is not a complete zip archive: ${error.message}`, { accepted: 'a zip archive' });
    });
    try {
      return new Archive(zip, await entriesOf(zip, limits));
    } catch (error) {
      zip.close();
      throw error;
    }
  }

  /** Names as in the archive; those of folders end in `/`. */
  get names(): string[] {
    return [...this.entries.keys()];
  }

  /** An entry's bytes, for small ones. @throws InvalidInput when the packed bytes are damaged. */
  async read(name: string): Promise<Uint8Array> {
    return this.open(name)
      .then(buffer)
      .catch((error: unknown) => {
        throw damaged(name, error);
      });
  }

  /** Unpacks an entry into a new file. @throws InvalidInput when the packed bytes are damaged; StorageFull */
  async save(name: string, path: string): Promise<void> {
    await this.open(name)
      .then((stream) => writeNewFile(path, stream))
      .catch((error: unknown) => {
        throw error instanceof StorageFull ? error : damaged(name, error);
      });
  }

  private open(name: string): Promise<Readable> {
    return promisify<Entry, Readable>(this.zip.openReadStream.bind(this.zip))(this.entries.get(name)!);
  }

  close(): void {
    this.zip.close();
  }
}

async function entriesOf(zip: ZipFile, limits: ArchiveLimits): Promise<Map<string, Entry>> {
  if (zip.entryCount > limits.entries) throw tooLarge('entries', zip.entryCount, limits.entries);
  const entries = new Map<string, Entry>();
  let packed = 0;
  let unpacked = 0;
  for await (const entry of each(zip)) {
    assertPlain(entry);
    assertSize(entry, limits);
    const name = entry.fileName;
    if (entries.has(name)) throw refused(name, 'it is in the archive twice');
    entries.set(name, entry);
    packed += entry.compressedSize;
    unpacked += entry.uncompressedSize;
    if (unpacked > limits.totalBytes) throw tooLarge('unpacked bytes', unpacked, limits.totalBytes);
    if (packed > zip.fileSize) throw refused(name, 'several entries use the same bytes, as in a zip bomb');
  }
  return entries;
}

async function* each(zip: ZipFile): AsyncGenerator<Entry> {
  for (let read = 0; read < zip.entryCount; read++)
    yield await new Promise<Entry>((resolve, reject) => {
      const settle = (finish: () => void) => {
        zip.removeAllListeners('entry').removeAllListeners('error');
        finish();
      };
      zip.once('entry', (entry: Entry) => settle(() => resolve(entry)));
      zip.once('error', (error: Error) => settle(() => reject(namedRefusal(error))));
      zip.readEntry();
    });
}

/** What yauzl refuses itself, as `invalid relative path: ../x`, in words for whoever made the archive. */
const BAD_NAMES: Record<string, string> = {
  'absolute path': 'its name is an absolute path',
  'invalid relative path': 'its name leads out of the archive',
};

function namedRefusal({ message }: Error): InvalidInput {
  const [, kind = '', name = ''] = /^([^:]+): ([^]*)$/.exec(message) ?? [];
  const reason = BAD_NAMES[kind];
  return reason === undefined ? new InvalidInput(`The zip archive is damaged: ${message}`) : refused(name, reason);
}

/** Unix keeps a file's kind in the upper half of the external attributes. */
function assertPlain(entry: Entry): void {
  const kind = (entry.externalFileAttributes >>> 16) & 0xf000;
  if (entry.isEncrypted()) throw refused(entry.fileName, 'it is encrypted');
  if (kind === 0xa000) throw refused(entry.fileName, 'it is a link');
  if (kind !== 0 && kind !== 0x8000 && kind !== 0x4000)
    throw refused(entry.fileName, 'it is neither a file nor a folder');
}

function assertSize({ fileName, uncompressedSize, compressedSize }: Entry, limits: ArchiveLimits): void {
  if (uncompressedSize > limits.entryBytes)
    throw tooLarge('unpacked bytes', uncompressedSize, limits.entryBytes, fileName);
  const ratio = Math.round(uncompressedSize / Math.max(1, compressedSize));
  if (uncompressedSize > 1024 ** 2 && ratio > limits.ratio)
    throw tooLarge('times its packed size', ratio, limits.ratio, fileName);
}

const damaged = (where: string, error: unknown) =>
  new InvalidInput(`It is damaged in the archive: ${(error as Error).message}`, { where });

const refused = (name: string, reason: string) =>
  new InvalidInput(`The zip archive is refused because of "${name}": ${reason}.`, { where: name });

const tooLarge = (what: string, received: number, accepted: number, where?: string) =>
  new TooLarge(
    `${where ? `"${where}" in the` : 'The'} zip archive has ${received} ${what}; the limit is ${accepted}.`,
    {
      ...(where && { where }),
      received,
      accepted,
    },
  );
