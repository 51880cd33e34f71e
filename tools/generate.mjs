/** Generates the database client, unless it is newer than the schema and the generator. */
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('..', import.meta.url);
const changed = (path) => statSync(new URL(path, root), { throwIfNoEntry: false })?.mtimeMs ?? 0;
const sources = ['prisma/schema.prisma', 'node_modules/prisma/package.json'];

if (changed('libs/database/src/generated/client.ts') <= Math.max(...sources.map(changed))) {
  const { status, stderr } = spawnSync(
    process.execPath,
    ['node_modules/prisma/build/index.js', 'generate', '--no-hints'],
    {
      cwd: fileURLToPath(root),
      stdio: ['ignore', 'ignore', 'pipe'],
      // The engine is a download that a closed network cannot make, and generating needs none.
      env: {
        ...process.env,
        PRISMA_SCHEMA_ENGINE_BINARY: fileURLToPath(new URL('no-schema-engine.sh', import.meta.url)),
      },
    },
  );
  if (status !== 0) {
    process.stderr.write(stderr);
    process.exitCode = 1;
  }
}
