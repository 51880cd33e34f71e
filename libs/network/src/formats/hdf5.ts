import { ModelRefused } from '#graft/problems';
import type { Attribute, Dataset, Group, Metadata } from 'h5wasm';
import { misfitInHeaps } from './hdf5-heap.js';

/**
 * Reads untrusted HDF5 files. Only h5wasm's in-memory build is used: the one for Node opens files of the host
 * through external links. Every link and data set is checked before it is followed or read, since HDF5 itself reads
 * what it cannot find as zeros or as whatever lay in memory.
 */

/** Groups below groups; Keras needs about 10, a group that holds itself never ends. */
const MAX_DEPTH = 32;
const MAX_OBJECTS = 100_000;
/** Bytes of data sets allowed for a byte of file: deflated weights reach 2, constant ones more. */
const MAX_RATIO = 16;
const RATIO_FLOOR = 64 * 1024 ** 2;
const MAX_ATTRIBUTE_BYTES = 64 * 1024 ** 2;
const FILTERS = new Set(['deflate', 'shuffle', 'fletcher32', 'szip', 'nbit', 'scaleoffset']);

export type Hdf5Attribute = string | number | string[] | number[];

export interface Hdf5Dataset {
  kind: 'dataset';
  path: string;
  shape: number[];
  /** float64 is offered as it is; the reader of a format decides what to make of it. */
  dtype:
    | 'float16'
    | 'float32'
    | 'float64'
    | 'int8'
    | 'uint8'
    | 'int16'
    | 'uint16'
    | 'int32'
    | 'uint32'
    | 'int64'
    | 'uint64'
    | 'string';
  /** Little-endian bytes, a copy outside of the file. @throws ModelRefused if they cannot be read whole */
  bytes(): Uint8Array;
}

export interface Hdf5Group {
  kind: 'group';
  path: string;
  /** In the order in which the file keeps them. */
  keys(): string[];
  /** @throws ModelRefused on links that lead elsewhere and data sets that are not plain numbers in this file */
  get(name: string): Hdf5Group | Hdf5Dataset | undefined;
  attribute(name: string): Hdf5Attribute | undefined;
}

/** Told of layers as their weights are found, while the file is read: 2,000 layers take seconds. */
export type OnLayers = (done: number, total: number) => void;

let files = 0;

/**
 * Opens a file, hands its root to `read` and closes it again; what is read must not outlive the call, but for copies.
 *
 * @param bytes are taken over: the file system in memory keeps them without a copy
 * @param file its name, for messages
 * @throws ModelRefused
 */
export async function withHdf5<T>(bytes: Uint8Array, file: string, read: (root: Hdf5Group) => T): Promise<T> {
  const misfit = misfitInHeaps(bytes);
  if (misfit !== -1) throw refused({ file }, `byte ${misfit}`, 'a heap of texts holds what does not fit.');
  const { default: h5wasm } = await import('h5wasm'); // 5 MB of WebAssembly, only where a file is read
  const library = await h5wasm.ready;
  library.activate_throwing_error_handler();
  const path = `/${++files}.h5`;
  (library.FS as MemoryFiles).writeFile(path, bytes, { canOwn: true });
  try {
    const handle = attempt(file, '/', () => new h5wasm.File(path, 'r'));
    try {
      return read(
        openGroup(handle, { library, file, budget: Math.max(RATIO_FLOOR, bytes.length * MAX_RATIO), objects: 0 }, 0),
      );
    } finally {
      handle.close();
    }
  } finally {
    library.FS.unlink(path);
  }
}

/** Emscripten's option that keeps the array itself instead of a copy, which h5wasm's types leave out. */
interface MemoryFiles {
  writeFile(path: string, bytes: Uint8Array, options: { canOwn: boolean }): void;
}

type Library = Awaited<(typeof import('h5wasm'))['ready']>;

interface Reading {
  library: Library;
  file: string;
  /** Bytes of data sets that may still be described. */
  budget: number;
  objects: number;
}

const refused = (reading: { file: string }, where: string, detail: string, extras = {}) =>
  new ModelRefused(`${reading.file}: ${where}: ${detail}`, { where, ...extras });

/** Runs a call into the HDF5 library; what it throws is a sign of a broken file. */
function attempt<T>(file: string, where: string, call: () => T): T {
  try {
    return call();
  } catch (error) {
    if (error instanceof ModelRefused) throw error;
    throw refused({ file }, where, `the HDF5 library cannot read this part: ${reasonOf(error)}.`);
  }
}

/** The innermost line of the library's stack of errors, e.g. `unable to open external raw data file`. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const lines = [...message.matchAll(/#\d+: .*?\(\): (.*)/g)];
  return (lines.at(-1)?.[1] ?? message).trim();
}

function openGroup(group: Group, reading: Reading, depth: number): Hdf5Group {
  const { path } = group;
  if (depth > MAX_DEPTH) {
    throw refused(reading, path, `groups are nested deeper than ${MAX_DEPTH}, or a group holds itself.`);
  }
  // Asked once: the library lists all names of a group again at each question, 1,000 of them for 1,000 layers.
  let known: Set<string> | undefined;
  const names = () => (known ??= new Set(attempt(reading.file, path, () => group.keys())));
  return {
    kind: 'group',
    path,
    keys: () => [...names()],
    get: (name) =>
      names().has(name)
        ? attempt(reading.file, join(path, name), () => openChild(group, name, reading, depth))
        : undefined,
    attribute: (name) =>
      attempt(reading.file, `${path}@${name}`, () => readAttribute(group.attrs[name], reading, path)),
  };
}

const join = (path: string, name: string) => (path === '/' ? `/${name}` : `${path}/${name}`);

function openChild(group: Group, name: string, reading: Reading, depth: number): Hdf5Group | Hdf5Dataset {
  const where = join(group.path, name);
  if (++reading.objects > MAX_OBJECTS) throw refused(reading, where, `the file has more than ${MAX_OBJECTS} objects.`);
  if (group.get_link(where) !== null)
    throw refused(reading, where, 'this is a soft link, which Graft does not follow.');
  const child = group.get(name) as { type: string };
  switch (child.type) {
    case 'Group':
      return openGroup(child as Group, reading, depth + 1);
    case 'Dataset':
      return openDataset(child as Dataset, reading);
    case 'ExternalLink':
      throw refused(reading, where, 'this is a link into another file, which Graft does not follow.');
    default:
      throw refused(reading, where, `this is a ${child.type}; groups and data sets are read.`);
  }
}

function openDataset(dataset: Dataset, reading: Reading): Hdf5Dataset {
  const { metadata, path } = dataset;
  const shape = metadata.shape ?? [];
  const dtype = dtypeOf(metadata, reading.library);
  if (dtype === null)
    throw refused(reading, path, `its type ${JSON.stringify(dataset.dtype)} is not a plain number or text.`);
  if (metadata.virtual_sources)
    throw refused(reading, path, 'this data set is virtual: its values are in other files.');
  const filter = dataset.filters.find(({ name }) => !FILTERS.has(name));
  if (filter) {
    throw refused(reading, path, `it is packed by the filter ${filter.name}.`, {
      received: filter.name,
      accepted: [...FILTERS],
    });
  }
  const size = metadata.total_size * metadata.size;
  if (size > reading.budget) {
    throw refused(
      reading,
      path,
      `its shape [${shape.join(', ')}] takes ${size} bytes, more than a file of this size can hold.`,
    );
  }
  reading.budget -= size;
  return { kind: 'dataset', path, shape, dtype, bytes: () => readBytes(dataset, size, reading) };
}

function dtypeOf({ type, size, signed }: Metadata, { H5T_class_t: types }: Library): Hdf5Dataset['dtype'] | null {
  if (type === types.H5T_STRING.value) return 'string';
  if (type === types.H5T_FLOAT.value) return ({ 2: 'float16', 4: 'float32', 8: 'float64' } as const)[size] ?? null;
  if (type !== types.H5T_INTEGER.value || ![1, 2, 4, 8].includes(size)) return null;
  return `${signed ? '' : 'u'}int${size * 8}` as Hdf5Dataset['dtype'];
}

/**
 * The high-level `value` of h5wasm gives uninitialised memory where reading fails and knows no float16. Big-endian
 * values come in the machine's order, which is little-endian wherever Node runs.
 */
function readBytes(dataset: Dataset, size: number, { library, file }: Reading): Uint8Array {
  if (size === 0) return new Uint8Array();
  const pointer = library._malloc(size);
  if (pointer === 0)
    throw refused({ file }, dataset.path, `its ${size} bytes are more than the HDF5 library holds at once, 2 GiB.`, {
      received: size,
      accepted: 2 * 1024 ** 3,
    });
  try {
    attempt(file, dataset.path, () =>
      library.get_dataset_data(dataset.file_id, dataset.path, null, null, null, BigInt(pointer)),
    );
    return library.HEAPU8.slice(pointer, pointer + size);
  } finally {
    library._free(pointer);
  }
}

function readAttribute(attribute: Attribute | undefined, reading: Reading, path: string): Hdf5Attribute | undefined {
  if (attribute === undefined) return undefined;
  const { metadata, name } = attribute;
  if (metadata.total_size * metadata.size > MAX_ATTRIBUTE_BYTES) {
    throw refused(
      reading,
      `${path}@${name}`,
      `an attribute of ${metadata.total_size * metadata.size} bytes is too large.`,
    );
  }
  const value = attribute.json_value;
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (Array.isArray(value)) return value as string[] | number[];
  throw refused(
    reading,
    `${path}@${name}`,
    `an attribute of type ${JSON.stringify(attribute.dtype)} is not text or numbers.`,
  );
}
