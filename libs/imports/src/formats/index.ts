import { Archive } from '#graft/archive';
import { COMPANION_FILES } from '../companions.js';
import { head, isZip, type LocalFile } from '../files.js';
import type { ImportFormat, Sniffed } from './format.js';
import { kerasHdf5 } from './keras-hdf5.js';
import { kerasV3 } from './keras-v3.js';
import { tfjsLayers } from './tfjs-layers.js';

export type { ImportFormat } from './format.js';

/**
 * Every format that can be imported: a new one is a file in this folder and a line here. The first that recognises a file
 * reads it.
 */
export const importFormats: ImportFormat[] = [tfjsLayers, kerasHdf5, kerasV3];

/** What programs that send models know of the formats: `npm run openapi` writes it into `libs/api/src/formats.ts`. */
export const importList = () => ({
  extensions: importFormats.flatMap(({ extensions }) => extensions),
  partExtensions: importFormats.flatMap(({ partExtensions = [] }) => partExtensions),
  companions: COMPANION_FILES,
});

const HEAD_BYTES = 4096;

/** The format whose main file this is; null if no format recognises it. */
export async function formatOf(file: LocalFile): Promise<ImportFormat | null> {
  const sniffed: Sniffed = {
    head: Buffer.from(await head(file, HEAD_BYTES)).toString('latin1'),
    entries: (await isZip(file)) ? await namesIn(file) : null,
  };
  return importFormats.find((format) => format.recognises(sniffed)) ?? null;
}

/** Whether a file of this name may be the format's main file. */
export const mayBeMain = ({ extensions }: ImportFormat, name: string): boolean => endsIn(name, extensions);

/** Whether a file of this name may be a part that the format's main files name. */
export const mayBePart = ({ partExtensions = [], partNames }: ImportFormat, name: string): boolean =>
  endsIn(name, partExtensions) || (partNames?.test(name) ?? false);

const endsIn = (name: string, extensions: readonly string[]): boolean =>
  extensions.some((extension) => name.toLowerCase().endsWith(extension));

async function namesIn(file: LocalFile): Promise<string[]> {
  const archive = await Archive.open(file.path);
  archive.close();
  return archive.names;
}
