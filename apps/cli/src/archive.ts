import { createWriteStream } from 'node:fs';
import { lstat, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { InvalidInput } from '#graft/problems';

export interface Archive {
  file: string;
  files: number;
  remove(): Promise<void>;
}

/** Compressed already; deflating them again costs time and gains nothing. */
const compressed = /\.(jpe?g|png|webp|gif|heic|avif|zip|bin)$/i;

/**
 * Packs files into a zip under the temporary folder. The same files make the same bytes, so that an upload which was
 * cut off is known again.
 * @param root folder that the names in the archive are relative to
 */
export async function zipFiles(root: string, files: string[]): Promise<Archive> {
  const folder = await mkdtemp(join(tmpdir(), 'graft-zip-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const { ZipFile } = await import('yazl'); // only here, so that other commands start sooner
    const zip = new ZipFile();
    for (const file of [...files].sort())
      zip.addFile(file, relative(root, file).replaceAll('\\', '/'), { compress: !compressed.test(file) });
    zip.end();
    const file = join(folder, `${basename(root) || 'files'}.zip`);
    await Promise.race([
      pipeline(zip.outputStream, createWriteStream(file)),
      new Promise((_, reject) => zip.on('error', reject)), // a file that cannot be read ends no stream
    ]);
    return { file, files: files.length, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/**
 * Every file below a folder. Hidden ones and symbolic links are left out: neither belongs to the pictures, and a link
 * may point at anything.
 * @throws InvalidInput where there is none
 */
export async function filesBelow(root: string): Promise<string[]> {
  const files = await walk(root);
  if (files.length === 0) throw new InvalidInput(`There are no files in ${root}.`, { where: root });
  return files;
}

async function walk(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const visible = entries.filter(({ name }) => !name.startsWith('.'));
  const nested = await Promise.all(
    visible.map(async (entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return walk(path);
      return entry.isFile() ? [path] : [];
    }),
  );
  return nested.flat();
}

/** @throws InvalidInput where there is nothing */
export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isDirectory();
  } catch {
    throw new InvalidInput(`There is no file or folder ${path}.`, { where: path });
  }
}
