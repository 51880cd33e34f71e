import { PrismaPg } from '@prisma/adapter-pg';
import type { PGlite } from '@electric-sql/pglite';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { Prisma, PrismaClient } from './generated/client.js';
import { placeEmptyDatabase } from './empty-database.js';
import { lockFolder } from './folder-lock.js';
import { type Listener, listenOnPglite, listenOnPostgres, type Unlisten } from './listen.js';
import { migratePglite, migratePostgres } from './migrate.js';
import { startPglite } from './pglite.js';

/**
 * The client of every table in prisma/schema.prisma. On the embedded database there is one connection: inside
 * `$transaction(async (tx) => …)` use `tx` alone, since any other query waits for the transaction to end.
 */
export class Database extends PrismaClient {}

/** What `Database.$transaction` hands to its callback. */
export type Transaction = Prisma.TransactionClient;

/** An open database, with what is needed to run a queue on it and to close it. */
export abstract class OpenedDatabase {
  readonly database: Database;
  /** The embedded server, where there is one; else the database is Postgres. */
  readonly pglite?: PGlite;
  /** Listens to a channel until the returned function is called; call it before `close`. */
  abstract readonly listen: (channel: string, listener: Listener) => Unlisten;
  abstract close(): Promise<void>;
}

export interface DatabaseLocation {
  /** The embedded database lies in `<dataDir>/database`. */
  dataDir: string;
  /** Postgres, instead of the embedded database. */
  databaseUrl?: string;
}

/** Transactions wait for each other on the embedded database's one connection, for longer than Prisma's 2 s. */
const transactionOptions = { maxWait: 15_000, timeout: 30_000 };

/**
 * Opens the database and applies the migrations it lacks.
 * @throws Unavailable when another process has the embedded database open, or a migration cannot be applied.
 */
export function openDatabase({ dataDir, databaseUrl }: DatabaseLocation): Promise<OpenedDatabase> {
  return databaseUrl ? openPostgres(databaseUrl) : openPglite(dataDir);
}

async function openPostgres(connectionString: string): Promise<OpenedDatabase> {
  await migratePostgres(connectionString);
  const pool = new pg.Pool({ connectionString });
  pool.on('error', () => {}); // an idle connection broke; the pool has dropped it and the next query opens another
  const database = new Database({ adapter: new PrismaPg(pool), transactionOptions });
  return {
    database,
    listen: (channel, listener) => listenOnPostgres(connectionString, channel, listener),
    async close() {
      await database.$disconnect();
      await pool.end();
    },
  };
}

async function openPglite(dataDir: string): Promise<OpenedDatabase> {
  await mkdir(dataDir, { recursive: true });
  const unlock = await lockFolder(dataDir);
  const folder = join(dataDir, 'database');
  let opened: ReturnType<typeof embedded> | undefined;
  try {
    if (!existsSync(folder)) await placeEmptyDatabase(folder);
    opened = embedded(startPglite(folder), unlock);
    await migratePglite(opened.pglite);
    return opened;
  } catch (error) {
    await (opened?.close() ?? unlock());
    throw error;
  }
}

function embedded(pglite: PGlite, unlock: () => void) {
  const database = new Database({ adapter: new PrismaPGlite(pglite), transactionOptions });
  return {
    database,
    pglite,
    listen: (channel: string, listener: Listener) => listenOnPglite(pglite, channel, listener),
    async close() {
      try {
        await database.$disconnect();
        if (!pglite.closed) await pglite.close();
      } finally {
        unlock();
      }
    },
  };
}
