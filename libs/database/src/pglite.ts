import { PGlite } from '@electric-sql/pglite';
import { setFlagsFromString } from 'node:v8';

/**
 * V8 compiles a WebAssembly function at its first call, and again to faster code after it has executed this many bytes
 * (Node 20: 1.8 million). With that default, a third of the CPU time of a start compiles functions that only the start
 * needs.
 */
const V8_FLAGS = ['--wasm-lazy-compilation', '--wasm-tiering-budget=60000000'];

/**
 * Postgres fills its shared buffers once and keeps them, and WebAssembly memory never shrinks: at the default of 128 MB an
 * idle server takes 125 MB more. The system's page cache holds the database's files anyway.
 */
const SHARED_BUFFERS = '16MB';

/** Types of the arrays that Prisma reads and its adapter has no parser for, by their elements' (`pg_type.typarray`). */
const ARRAYS = { bool: 1000, int4: 1007, text: 1009, varchar: 1015, float8: 1022, uuid: 2951 };

/** The embedded server on the database in a folder, which gets ready by itself. */
export function startPglite(dataDir: string): PGlite {
  V8_FLAGS.forEach((flag) => setFlagsFromString(flag));
  const pglite = new PGlite(dataDir, {
    startParams: [...PGlite.defaultStartParams, '-c', `shared_buffers=${SHARED_BUFFERS}`],
  });
  const slim = () => void (pglite.parsers = withFewOfItsOwn(pglite.parsers));
  pglite.waitReady.then(slim, () => {}); // the first query reports the error
  return pglite;
}

/**
 * Prisma's adapter gives parsers along with each query, and PGlite copies its own together with them: 340, nearly all for
 * arrays of catalogue rows, in a quarter of a query's time. What lies in the prototype is found, but not copied.
 */
function withFewOfItsOwn(parsers: PGlite['parsers']): PGlite['parsers'] {
  const own = Object.values(ARRAYS).map((type) => [type, parsers[type]] as const);
  return Object.assign(Object.create(parsers) as PGlite['parsers'], Object.fromEntries(own));
}
