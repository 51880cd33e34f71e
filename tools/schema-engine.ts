import type { PGlite } from '@electric-sql/pglite';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PrismaPGlite } from 'pglite-prisma-adapter';

const schemaPath = join(import.meta.dirname, '..', 'prisma', 'schema.prisma');

/** Node's own; TypeScript knows it from the browser's library only. */
const { WebAssembly } = globalThis as unknown as {
  WebAssembly: {
    instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>;
  };
};

/** prisma/schema.prisma in the form that the engine takes. */
async function schemaFiles() {
  return [{ path: schemaPath, content: await readFile(schemaPath, 'utf8') }];
}

/** Prisma's schema engine on an embedded database: its WebAssembly build, as the native one would have to be downloaded. */
export async function openSchemaEngine(pglite: PGlite) {
  const binary = fileURLToPath(import.meta.resolve('@prisma/schema-engine-wasm')).replace(/\.js$/, '_bg.wasm');
  const { instance } = await WebAssembly.instantiate(await readFile(binary), { './schema_engine_bg.js': bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  const datamodels = (await schemaFiles()).map(({ path, content }): [string, string] => [path, content]);
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPGlite(pglite));
  return bindings.SchemaEngine.new({ datamodels }, () => {}, adapter);
}

/** The SQL that leads from a database's tables to prisma/schema.prisma; empty if they agree. */
export async function missingSql(pglite: PGlite): Promise<string> {
  const engine = await openSchemaEngine(pglite);
  const files = await schemaFiles();
  const { stdout } = await engine.diff({
    from: { tag: 'schemaDatasource', files, configDir: dirname(schemaPath) },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  const sql = stdout!.trim();
  return sql === '-- This is an empty migration.' ? '' : sql;
}
