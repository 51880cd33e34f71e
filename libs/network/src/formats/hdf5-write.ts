import type { Group } from 'h5wasm';

/** Larger attributes do not fit an object's header; Keras splits lists of names at the same size. */
const MOST_ATTRIBUTE_BYTES = 64_512;

/** A group of a file that is being written. */
export class Hdf5Writer {
  private readonly groups = new Map<string, Hdf5Writer>();

  constructor(private readonly handle: Group) {}

  /** The group of that name, made if it is not there yet. */
  group(name: string): Hdf5Writer {
    const known = this.groups.get(name);
    if (known) return known;
    const made = new Hdf5Writer(this.handle.create_group(name));
    this.groups.set(name, made);
    return made;
  }

  dataset(name: string, shape: number[], data: Float32Array | BigInt64Array): void {
    this.handle.create_dataset({ name, shape, data });
  }

  /** Text of any length. */
  text(name: string, value: string): void {
    this.handle.create_attribute(name, value, null, 'S');
  }

  /** A list of names, in as many attributes `name0`, `name1`, … as it takes where one cannot hold it. */
  names(name: string, list: string[]): void {
    if (list.length === 0) {
      this.handle.create_attribute(name, new Float64Array(), [0], '<d'); // as Keras has it
      return;
    }
    const width = Math.max(...list.map((item) => Buffer.byteLength(item)));
    const most = Math.floor(MOST_ATTRIBUTE_BYTES / width);
    const parts = Array.from({ length: Math.ceil(list.length / most) }, (_, i) => list.slice(i * most, (i + 1) * most));
    parts.forEach((part, i) =>
      this.handle.create_attribute(parts.length === 1 ? name : `${name}${i}`, part, [part.length], `S${width}`),
    );
  }
}

let files = 0;

/** Builds an HDF5 file in memory. The same content gives the same bytes. */
export async function buildHdf5(write: (root: Hdf5Writer) => void): Promise<Uint8Array> {
  const { default: h5wasm } = await import('h5wasm'); // 5 MB of WebAssembly, only where a file is written
  const library = await h5wasm.ready;
  library.activate_throwing_error_handler();
  const path = `/written-${++files}.h5`;
  try {
    withClockStopped(() => {
      // The oldest layout of the file, which every HDF5 library reads.
      const file = new h5wasm.File(path, 'w', { libver: ['earliest', 'v110'] });
      try {
        write(new Hdf5Writer(file));
      } finally {
        file.close();
      }
    });
    return (library.FS as unknown as { readFile(path: string): Uint8Array }).readFile(path);
  } finally {
    library.FS.unlink(path);
  }
}

/** The library notes the time in each data set, which cannot be turned off; the clock of its system calls is Date.now. */
function withClockStopped(work: () => void): void {
  const { now } = Date;
  Date.now = () => 0;
  try {
    work();
  } finally {
    Date.now = now;
  }
}
