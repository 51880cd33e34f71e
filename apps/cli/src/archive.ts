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

/** Files that are compressed already: deflating them again costs time and saves no bytes. */
const compressed = /\.(jpe?g|png|webp|gif|heic|avif|zip|bin)$/i;

/**
 * Packs files into a zip under the temporary folder. The same files give the same bytes, so that
 * an interrupted upload can be resumed.
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
      new Promise((_, reject) => zip.on('error', reject)), // a file that cannot be read does not end the stream
    ]);
    return { file, files: files.length, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/**
 * Every file below a folder. Hidden files and symbolic links are left out: they do not belong to the images, and
 * a link may point outside the folder.
 * @throws InvalidInput if the folder has no files
 */
export async function filesBelow(root: string): Promise<string[]> {
  const files = await walk(root);
  if (files.length === 0) throw new InvalidInput(`The folder ${root} contains no files.`, { where: root });
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

/** @throws InvalidInput if the path does not exist */
export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isDirectory();
  } catch {
    throw new InvalidInput(`${path} does not exist. Give the path of a file or folder.`, { where: path });
  }
}
