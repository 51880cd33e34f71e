import { ModelRefused } from '#graft/problems';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';

const MOST_ENTRIES = 1000;
/** Bytes unpacked for a byte of archive: weights hardly shrink, so more is a bomb. */
const LARGEST_RATIO = 16;
const RATIO_FLOOR = 64 * 1024 ** 2;

/**
 * Unpacks the named entries of a zip archive in memory; others are left alone, whatever they are called.
 * @throws ModelRefused on a damaged archive, or one that unpacks to far more than its size
 */
export async function unzip(archive: Uint8Array, file: string, wanted: string[]): Promise<Map<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  let budget = Math.max(RATIO_FLOOR, archive.length * LARGEST_RATIO);
  let entries = 0;
  try {
    const zip = await fromBufferPromise(Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength), {
      lazyEntries: true,
    });
    for await (const entry of zip.eachEntry()) {
      if (++entries > MOST_ENTRIES)
        throw new ModelRefused(`${file} has more than ${MOST_ENTRIES} entries.`, { where: file });
      if (!wanted.includes(entry.fileName)) continue;
      const where = `${file}: ${entry.fileName}`;
      budget -= entry.uncompressedSize;
      if (budget < 0) {
        throw new ModelRefused(
          `${where} unpacks to ${entry.uncompressedSize} bytes, too many for an archive of ${archive.length}.`,
          {
            where,
            received: entry.uncompressedSize,
            accepted: `at most ${LARGEST_RATIO} times the archive`,
          },
        );
      }
      if (found.has(entry.fileName)) throw new ModelRefused(`${where} is there twice.`, { where });
      found.set(entry.fileName, await contentOf(zip, entry));
    }
  } catch (error) {
    if (error instanceof ModelRefused) throw error;
    throw new ModelRefused(`${file} is a damaged zip archive (${(error as Error).message}).`, { where: file });
  }
  return found;
}

/** yauzl ends the stream with an error where there is more or less than the directory says, or the checksum is wrong. */
async function contentOf(zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  const content = new Uint8Array(entry.uncompressedSize);
  let offset = 0;
  for await (const chunk of await zip.openReadStreamPromise(entry)) {
    content.set(chunk as Uint8Array, offset);
    offset += (chunk as Uint8Array).length;
  }
  return content;
}
