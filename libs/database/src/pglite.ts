import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { setFlagsFromString } from 'node:v8';

/**
 * V8 compiles again, to faster code, a WebAssembly function in which this many bytes were executed; 1.8 million by
 * default. At that, half the processor time of a start goes into functions that are needed at the start alone.
 */
const TIERING_BUDGET = 20_000_000;

/** The embedded server, which gets ready by itself. @param dataDir a folder, or `memory://` */
export function startPglite(dataDir: string, options: PGliteOptions = {}): PGlite {
  setFlagsFromString(`--wasm-tiering-budget=${TIERING_BUDGET}`);
  return new PGlite({ ...options, dataDir });
}
