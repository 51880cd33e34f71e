import type { PGlite } from '@electric-sql/pglite';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { Unavailable } from '#graft/problems';

interface Migration {
  name: string;
  sql: string;
  /** sha256 of the file, hex, as Prisma reckons it. */
  checksum: string;
}

/** A connection inside a transaction. */
interface Session {
  /** Runs one statement. */
  query<Row>(sql: string, values?: unknown[]): Promise<{ rows: Row[] }>;
  /** Runs any number of statements. */
  exec(sql: string): Promise<unknown>;
}

/** A row of Prisma's table, as far as it matters here. */
interface Applied {
  migration_name: string;
  checksum: string;
  finished: boolean;
}

/** Prisma's own lock number and table (schema-engine's `sql-schema-connector`), so that `prisma migrate deploy` agrees with us. */
const PRISMA_LOCK = 72707369;
const PRISMA_TABLE = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                  VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum            VARCHAR(64) NOT NULL,
    finished_at         TIMESTAMPTZ,
    migration_name      VARCHAR(255) NOT NULL,
    logs                TEXT,
    rolled_back_at      TIMESTAMPTZ,
    started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`;

/** `prisma/migrations` at the project's root, above the sources and the built files alike. */
export function migrationsFolder(from = import.meta.dirname): string {
  const folder = join(from, 'prisma', 'migrations');
  if (existsSync(folder)) return folder;
  const parent = dirname(from);
  if (parent === from) throw new Unavailable('The folder prisma/migrations is missing beside the program.');
  return migrationsFolder(parent);
}

/** The migrations in a folder, in the order of their names. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/** @throws Unavailable when what was applied is not what the files say */
function pending(migrations: Migration[], applied: Applied[]): Migration[] {
  const refuse = (name: string, why: string) =>
    new Unavailable(`The database cannot be used: migration ${name} ${why}.`, { where: '_prisma_migrations' });
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const row of applied) {
    const migration = known.get(row.migration_name);
    if (!row.finished) throw refuse(row.migration_name, 'was started by `prisma migrate` and did not finish');
    if (!migration) throw refuse(row.migration_name, 'is unknown here; a newer Graft has used this database');
    if (migration.checksum !== row.checksum) throw refuse(row.migration_name, 'was changed after it was applied');
  }
  const done = new Set(applied.map((row) => row.migration_name));
  return migrations.filter((migration) => !done.has(migration.name));
}

/** Applies, inside the session's transaction, the migrations that the database lacks. @returns their names */
async function migrate(session: Session, migrations: Migration[]): Promise<string[]> {
  await session.query(`SELECT pg_advisory_xact_lock(${PRISMA_LOCK})`);
  await session.exec(PRISMA_TABLE);
  const { rows } = await session.query<Applied>(
    `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished
     FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name`,
  );
  const lacking = pending(migrations, rows);
  for (const { name, sql, checksum } of lacking) {
    await session.exec(sql);
    await session.query(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
       VALUES ($1, $2, clock_timestamp(), $3, 1)`,
      [randomUUID(), checksum, name],
    );
  }
  return lacking.map(({ name }) => name);
}

/** Brings the embedded database up to date: all migrations or none. @returns the names of those it applied */
export async function migratePglite(pglite: PGlite, folder = migrationsFolder()): Promise<string[]> {
  const migrations = await readMigrations(folder);
  return pglite.transaction((tx) => migrate(tx, migrations));
}

/**
 * Brings a Postgres up to date: all migrations or none.
 * @returns the names of those it applied
 * @throws Unavailable when it cannot be reached
 */
export async function migratePostgres(connectionString: string, folder = migrationsFolder()): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const client = new pg.Client({ connectionString });
  await client.connect().catch((error: Error) => {
    throw new Unavailable(`Postgres cannot be reached: ${error.message}.`, { where: 'DATABASE_URL' }, { cause: error });
  });
  try {
    await client.query('BEGIN');
    const session: Session = {
      query: async <Row>(sql: string, values?: unknown[]) => ({
        rows: (await client.query(sql, values)).rows as Row[],
      }),
      exec: (sql) => client.query(sql),
    };
    const applied = await migrate(session, migrations);
    await client.query('COMMIT');
    return applied;
  } finally {
    await client.end(); // without COMMIT, the server rolls back
  }
}
