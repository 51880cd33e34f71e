import { Archive } from '#graft/archive';
import {
  type Network,
  type OnLayers,
  readApplicationWeights,
  readKerasHdf5,
  readKerasV3,
  readTfjsLayers,
} from '#graft/network';
import { ModelRefused } from '#graft/problems';
import { bytesOf, head, isZip, type LocalFile, textOf } from './files.js';

/** What a format is told by. */
export interface Sniffed {
  /** The file's first 4 KiB, bytes as characters. */
  head: string;
  /** Names in it, where it is a zip archive. */
  entries: string[] | null;
}

/** A file format that models are read from. */
export interface ImportFormat {
  /** As a model's `formats` has it. */
  name: string;
  /** Whether a file is this format's main file, by its content alone. */
  sniff(file: Sniffed): boolean;
  /** Relative paths of the further files that the main file names. */
  parts(main: LocalFile): Promise<string[]>;
  /** Files of which the first that lies beside the main one is read as well. */
  readonly optionalParts?: readonly string[];
  /** @param parts by the path that the main file calls them. @throws ModelRefused, InvalidInput */
  read(
    main: LocalFile,
    parts: ReadonlyMap<string, LocalFile>,
    asked: AskedArchitecture,
    onLayers?: OnLayers,
  ): Promise<Network>;
}

/** What weights alone are to be read into. */
export interface AskedArchitecture {
  /** A Keras application's name. */
  application?: string;
  labels?: string[];
}

/** A TF.js layers model: model.json and the weight files that it names. */
const tfjsLayers: ImportFormat = {
  name: 'tfjs-layers',
  sniff: ({ head }) => /^\s*\{/.test(head) && /"(modelTopology|weightsManifest)"/.test(head),
  async parts(main) {
    const { weightsManifest } = (await jsonOf(main)) as { weightsManifest?: { paths?: unknown[] }[] };
    const paths = Array.isArray(weightsManifest) ? weightsManifest.flatMap((group) => group?.paths ?? []) : [];
    return paths.map((path) => relativePath(main, path));
  },
  async read(main, parts) {
    const read = await Promise.all([...parts].map(async ([path, file]) => [path, await bytesOf(file)] as const));
    const shards = new Map(read);
    return readTfjsLayers(await jsonOf(main), (path) => shards.get(path));
  },
};

/** Keras once wrote architectures in YAML too. @throws ModelRefused for one of those */
export function refuseYaml(name: string): void {
  if (/\.ya?ml$/i.test(name))
    throw new ModelRefused(`${name} is YAML, which is not read: its tags can name code to run.`, {
      where: name,
      received: 'YAML',
      accepted: "the architecture as JSON, `model.json`, as Keras' model.to_json() writes it",
    });
}

/** Keras' HDF5 files: whole models, or weights alone with their architecture. */
const kerasHdf5: ImportFormat = {
  name: 'keras-hdf5',
  sniff: ({ head }) => head.startsWith('\x89HDF\r\n\x1a\n'),
  parts: () => Promise.resolve([]),
  optionalParts: ['model.json', 'model.yaml', 'model.yml'],
  async read(main, parts, { application, labels }, onLayers) {
    const bytes = await bytesOf(main);
    if (application !== undefined) return readApplicationWeights(bytes, main.name, application, labels?.length);
    const [architecture] = parts.values();
    if (architecture) refuseYaml(architecture.name);
    return readKerasHdf5(bytes, main.name, architecture && { config: await jsonOf(architecture) }, onLayers);
  },
};

const kerasV3: ImportFormat = {
  name: 'keras-v3',
  sniff: ({ entries }) =>
    entries !== null && ['config.json', 'model.weights.h5'].every((name) => entries.includes(name)),
  parts: () => Promise.resolve([]),
  read: async (main, _parts, _asked, onLayers) => readKerasV3(await bytesOf(main), main.name, onLayers),
};

/** Every format that can be imported; the first that claims a file reads it. */
const FORMATS: readonly ImportFormat[] = [tfjsLayers, kerasHdf5, kerasV3];

/** What can be sent, in words. */
export const IMPORTABLE = FORMATS.map((format) => format.name);

const HEAD_BYTES = 4096;

/** The format whose main file this is; null where none claims it. */
export async function formatOf(file: LocalFile): Promise<ImportFormat | null> {
  const sniffed: Sniffed = {
    head: Buffer.from(await head(file, HEAD_BYTES)).toString('latin1'),
    entries: (await isZip(file)) ? await namesIn(file) : null,
  };
  return FORMATS.find((format) => format.sniff(sniffed)) ?? null;
}

async function namesIn(file: LocalFile): Promise<string[]> {
  const archive = await Archive.open(file.path);
  archive.close();
  return archive.names;
}

async function jsonOf(file: LocalFile): Promise<unknown> {
  const text = await textOf(file);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ModelRefused(`${file.name} is not JSON: ${(error as Error).message}.`, { where: file.name });
  }
}

/** @throws ModelRefused for a path that leads out of the model's own folder. */
function relativePath(main: LocalFile, path: unknown): string {
  const leadsOut = (text: string) => /^[/\\]|^[a-z]+:|(^|[/\\])\.\.([/\\]|$)/i.test(text);
  if (typeof path !== 'string' || leadsOut(path))
    throw new ModelRefused(`${main.name} names a file that does not lie beside it.`, {
      where: `${main.name}: weightsManifest`,
      received: path,
      accepted: 'a relative path without ".."',
    });
  return path;
}
