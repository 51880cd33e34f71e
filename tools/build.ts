/**
 * Builds every program of Graft for Node, with the libraries it needs, into a few files in `dist`: 1,400 modules read one
 * by one took most of a start. Types are not checked here, but by Oxlint.
 */
import { cp } from 'node:fs/promises';
import { build } from 'rolldown';
import { digestsOfSources } from '../libs/artifact/src/code-digest.js';
import { keptDatabase } from '../libs/database/src/testing/kept-database.js';
import { byName, startedPrograms } from './programs.js';

const programs = {
  server: 'apps/server/src/main.ts',
  trainer: 'apps/trainer/src/main.ts',
  'trainer-health': 'apps/trainer/src/health.ts',
  cli: 'apps/cli/src/main.ts',
  demo: 'apps/cli/src/demo.ts',
};

/**
 * Packages that are read where they are installed: native code, WebAssembly and files beside the code; and class-validator
 * and class-transformer, since Nest requires them at run time, and a second copy would not know what was declared to one.
 */
const installed =
  /^(@electric-sql\/pglite|@prisma\/client|@tensorflow\/.*|class-transformer|class-validator|fs-native-extensions|h5wasm|onnxruntime-node|pino|sharp|swagger-ui-dist)(\/|$)/;
/** What Nest and pg look for and Graft has not. */
const absent = /^(@fastify\/static|@nestjs\/(microservices|websockets|platform-socket\.io).*|pg-native)$/;

await build({
  input: { ...programs, ...byName(startedPrograms()) },
  platform: 'node',
  external: [installed, absent],
  resolve: { conditionNames: ['graft-src', 'node'], extensionAlias: { '.js': ['.ts', '.js'] } },
  tsconfig: 'tsconfig.json',
  transform: { target: 'node20.19', define: { CODE_DIGESTS: JSON.stringify(digestsOfSources()) } },
  output: {
    dir: 'dist',
    cleanDir: true,
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js', // beside the programs, since code looks for its neighbours there
    keepNames: true,
    sourcemap: true,
  },
});

// What a first start copies, instead of making it (libs/database/src/empty-database.ts).
await cp(await keptDatabase(), 'dist/empty-database', { recursive: true });
