import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type OpenedDatabase } from '#graft/database';
import { Problem } from '#graft/problems';
import { GarbageCollector } from '#graft/storage';
import { openThrowAway } from '../../database/src/testing/kept-database.js';
import { postgresAvailable, type PostgresServer, startPostgres } from '../../../test/support/postgres.js';
import { skipUnless } from '../../../test/support/require.js';
import { openTestZoo, type TestZoo } from '../../zoo/src/testing/test-zoo.js';
import { fsckOf } from './testing/fsck-of.js';

/** Networks of one seed share all blobs, of others their backbone. */
const SEEDS = 6;
const PUBLISHERS = 4;
const PUBLICATIONS = 25;

/**
 * Publishes and deletes models all the time, while a sweep that spares nothing for its age runs all the time: a
 * publication may be told to begin again, but what it makes is whole.
 */
function race(name: string, open: () => Promise<OpenedDatabase>): void {
  describe(name, () => {
    let zoo: TestZoo;
    beforeAll(async () => void (zoo = await openTestZoo(await open())));
    afterAll(() => zoo?.close());

    it('never has a version that lacks a blob', { timeout: 120_000 }, async () => {
      for (const root of ['imports', 'datasets', 'runs'])
        zoo.roots.register(root, { async *needs() {}, users: () => Promise.resolve([]) });
      const collector = new GarbageCollector(zoo.database, zoo.blobs, zoo.roots, 0);
      const fsck = fsckOf(zoo);
      let [publishing, published, refused, swept] = [true, 0, 0, 0];

      const publisher = async (who: number) => {
        for (let turn = 0; turn < PUBLICATIONS; turn++) {
          const name = `ada/model-${who}-${turn}`;
          try {
            await zoo.publish((who + turn) % SEEDS, { name });
            published++;
            if (turn % 2) await zoo.retraction.deleteModel(zoo.ada, 'ada', name.slice('ada/'.length));
          } catch (error) {
            if (!(error instanceof Problem && error.type === 'unavailable')) throw error;
            refused++;
          }
        }
      };
      const sweeper = async () => {
        while (publishing) swept += (await collector.sweep({ graceMs: 0, force: true })).unneeded.blobs;
      };
      const sweeping = sweeper();
      await Promise.all(Array.from({ length: PUBLISHERS }, (_, who) => publisher(who))).finally(
        () => (publishing = false),
      );
      await sweeping;

      const { findings } = await fsck.check({ graceMs: 3600_000 });
      expect(findings).toEqual([]);
      expect(swept).toBeGreaterThan(0);
      expect(published).toBeGreaterThan(0);
      console.info(`${published} published, ${refused} told to begin again, ${swept} blobs swept`);
    });
  });
}

race('the embedded database', openThrowAway);

describe.skipIf(skipUnless(postgresAvailable, "Postgres' npm package"))('with many connections', () => {
  let server: PostgresServer;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'graft-gc-'));
    server = await startPostgres();
  });
  afterAll(async () => {
    await server?.stop();
    await rm(folder, { recursive: true });
  });
  race('Postgres', async () => openDatabase({ dataDir: folder, databaseUrl: await server.createDatabase() }));
});
