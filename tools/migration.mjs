/**
 * Prints the SQL that prisma/migrations lacks to say what prisma/schema.prisma says; with `--check`, fails if there is any.
 * `--init` prints the whole schema instead. Prisma's own schema engine does the work, its WebAssembly build on a scratch
 * PGlite, since the CLI's native engine would have to be downloaded.
 */
import { PGlite } from '@electric-sql/pglite';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PrismaPGlite } from 'pglite-prisma-adapter';

const NOTHING = '-- This is an empty migration.';
const root = join(import.meta.dirname, '..');

async function loadEngine() {
  const file = join(
    dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm')),
    'schema_engine_bg.wasm',
  );
  const { instance } = await WebAssembly.instantiate(await readFile(file), { './schema_engine_bg.js': engine });
  engine.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return engine.SchemaEngine;
}

/** A database to which the migrations in the folder have been applied. */
async function migrated(folder) {
  const pglite = new PGlite();
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  for (const name of names.sort()) await pglite.exec(await readFile(join(folder, name, 'migration.sql'), 'utf8'));
  return pglite;
}

/** The SQL that leads from the database's tables to the schema. */
async function difference(pglite, schema) {
  const SchemaEngine = await loadEngine();
  const files = [{ path: schema, content: await readFile(schema, 'utf8') }];
  const factory = bindMigrationAwareSqlAdapterFactory(new PrismaPGlite(pglite));
  const wasm = await SchemaEngine.new(
    { datamodels: files.map(({ path, content }) => [path, content]) },
    () => {},
    factory,
  );
  const { stdout } = await wasm.diff({
    from: { tag: 'schemaDatasource', files, configDir: dirname(schema) },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: null,
    shadowDatabaseUrl: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  return stdout.trim();
}

const pglite = process.argv.includes('--init') ? new PGlite() : await migrated(join(root, 'prisma', 'migrations'));
const sql = await difference(pglite, join(root, 'prisma', 'schema.prisma'));
await pglite.close();
if (!process.argv.includes('--check')) console.log(sql);
else if (sql !== NOTHING) {
  console.error(
    `prisma/migrations lag behind prisma/schema.prisma; \`npm run db:migration\` prints what is missing:\n\n${sql}`,
  );
  process.exitCode = 1;
}
