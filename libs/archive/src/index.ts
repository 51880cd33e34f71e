import type { Entry, ZipFile } from 'yauzl';
import { InvalidInput, Problem, TooLarge } from '#graft/problems';

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

/** The files of an untrusted zip archive, each read when it is asked for. */
export class Archive {
  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: Map<string, Entry>,
  ) {}

  /**
   * Reads the list of entries and checks it; nothing is unpacked yet.
   * @param source its path, or its bytes
   * @throws InvalidInput naming the entry for damage, traversal, absolute names, links, encryption and names given twice;
   * TooLarge for bombs.
   */
  static async open(source: string | Uint8Array, limits: ArchiveLimits = ARCHIVE_LIMITS): Promise<Archive> {
    const zip = await openZip(source).catch((error: Error) => {
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

  /** An entry's bytes, all in memory. @throws InvalidInput if the packed bytes are damaged. */
  async read(name: string): Promise<Uint8Array> {
    const content = new Uint8Array(this.entries.get(name)!.uncompressedSize);
    let offset = 0;
    for await (const chunk of this.stream(name)) {
      content.set(chunk, offset);
      offset += chunk.length;
    }
    return content;
  }

  /**
   * An entry's bytes as they are unpacked: as many as the list of entries says.
   * @throws InvalidInput if the packed bytes are damaged
   */
  async *stream(name: string): AsyncGenerator<Uint8Array> {
    try {
      yield* (await this.zip.openReadStreamPromise(this.entries.get(name)!)) as AsyncIterable<Uint8Array>;
    } catch (error) {
      throw new InvalidInput(`It is damaged in the archive: ${(error as Error).message}`, { where: name });
    }
  }

  close(): void {
    this.zip.close();
  }
}

async function openZip(source: string | Uint8Array): Promise<ZipFile> {
  const { default: yauzl } = await import('yauzl'); // slow to load, and few processes open archives
  const options = { lazyEntries: true, autoClose: false };
  if (typeof source === 'string') return yauzl.openPromise(source, options);
  return yauzl.fromBufferPromise(Buffer.from(source.buffer, source.byteOffset, source.byteLength), options);
}

async function entriesOf(zip: ZipFile, limits: ArchiveLimits): Promise<Map<string, Entry>> {
  if (zip.entryCount > limits.entries) throw tooLarge('entries', zip.entryCount, limits.entries);
  const entries = new Map<string, Entry>();
  let packed = 0;
  let unpacked = 0;
  try {
    for await (const entry of zip.eachEntry()) {
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
  } catch (error) {
    throw error instanceof Problem ? error : namedRefusal(error as Error);
  }
  return entries;
}

/** What yauzl itself refuses, as `invalid relative path: ../x`, in plain words. */
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
