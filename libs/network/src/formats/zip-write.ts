import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** The first date that a zip archive can hold; without one of its own, the same entries give the same bytes. */
const NO_DATE = new Date(1980, 0, 1);

/** An archive of these entries, stored as they are: weights hardly shrink. */
export async function zip(entries: [name: string, content: Uint8Array][]): Promise<Uint8Array> {
  const archive = new ZipFile();
  for (const [name, content] of entries) {
    const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
    archive.addBuffer(bytes, name, { mtime: NO_DATE, compress: false, forceDosTimestamp: true });
  }
  archive.end();
  return buffer(archive.outputStream);
}
