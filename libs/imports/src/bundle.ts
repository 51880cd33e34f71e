import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Archive, ARCHIVE_LIMITS } from '#graft/archive';
import { InvalidInput, NotFound } from '#graft/problems';
import { writeNewFile } from '#graft/storage';
import { COMPANION_FILES } from './companions.js';
import { Fetcher, nameIn } from './fetching/fetcher.js';
import { type Beside, besideAmong, head, isZip, type LocalFile } from './files.js';
import { formatOf, type ImportFormat, importFormats } from './formats/index.js';

/** A model's main file, what reads it, and the way to what is next to it. */
export interface Bundle {
  main: LocalFile;
  format: ImportFormat;
  beside: Beside;
  /** The files as they were sent; those that are read, where they were fetched one by one. */
  originals?: readonly LocalFile[];
}

const MAX_FILES = 10_000;

/**
 * Finds the model among files that were sent together, or in the one archive that was sent.
 * @throws InvalidInput if there is none or more than one.
 */
export async function openBundle(files: readonly LocalFile[], folder: string, maxBytes: number): Promise<Bundle> {
  const [only] = files;
  if (files.length === 1 && (await isZip(only!)) && !(await formatOf(only!))) {
    const unpacked = await unpack(only!, folder, maxBytes);
    return { ...(await pick(unpacked)), originals: files };
  }
  return { ...(await pick(files)), originals: files };
}

/** Fetches a model's main file; what is next to it is fetched when it is asked for. */
export async function fetchBundle(
  url: URL,
  fetcher: Fetcher,
  options: { folder: string; maxBytes: number; md5?: string },
): Promise<Bundle> {
  const main = await fetcher.fetch(url, nameIn(url), options.md5);
  const format = await formatOf(main);
  if (!format) return openBundle([main], options.folder, options.maxBytes);
  const beside: Beside = async (path) => {
    try {
      const file = await fetcher.fetch(new URL(path, url), path);
      return COMPANION_FILES.includes(path) && (await isPage(file)) ? null : file;
    } catch (error) {
      if (error instanceof NotFound) return null;
      throw error;
    }
  };
  return { main, format, beside };
}

/** The files are named by number in the folder, so that no name in the archive leads anywhere. */
async function unpack(file: LocalFile, folder: string, maxBytes: number): Promise<LocalFile[]> {
  const limits = { ...ARCHIVE_LIMITS, entries: MAX_FILES, entryBytes: maxBytes, totalBytes: maxBytes };
  const archive = await Archive.open(file.path, limits);
  try {
    const unpacked: LocalFile[] = [];
    for (const name of archive.names.filter((each) => !each.endsWith('/'))) {
      const path = join(folder, `unpacked-${unpacked.length}`);
      await writeNewFile(path, archive.stream(name));
      unpacked.push({ name, path, size: (await stat(path)).size });
    }
    return unpacked;
  } finally {
    archive.close();
  }
}

async function pick(files: readonly LocalFile[]): Promise<Bundle> {
  const sniffed = await Promise.all(files.map(async (main) => ({ main, format: await formatOf(main) })));
  const [found, ...others] = sniffed.flatMap(({ main, format }) => (format ? [{ main, format }] : []));
  const names = files.slice(0, 20).map((file) => file.name);
  if (!found) {
    for (const { name } of files) for (const format of importFormats) format.refuses?.(name);
    throw new InvalidInput('None of the files is a model that Graft can read.', {
      received: names,
      accepted: importFormats.map(({ name }) => name),
    });
  }
  if (others.length > 0)
    throw new InvalidInput(
      `The files contain more than one model: ${[found, ...others].map(({ main }) => main.name).join(', ')}. Import one of them by its file.`,
      { received: [found, ...others].map(({ main }) => main.name), accepted: 'one model' },
    );
  return { ...found, beside: besideAmong(files, found.main) };
}

/** Many hosts answer every address with a page. */
async function isPage(file: LocalFile): Promise<boolean> {
  return /^\s*</.test(Buffer.from(await head(file, 64)).toString('latin1'));
}
