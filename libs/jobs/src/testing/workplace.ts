import { Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { Config } from '#graft/config';
import { type Account, JobKind, openDatabase, type Database } from '#graft/database';
import { openThrowAway, placeKeptDatabase } from '../../../database/src/testing/kept-database.js';
import { EventFeeds } from '../event-feeds.js';
import { JobEvents } from '../events.js';
import type { Job, JobContext } from '../job.js';
import { Jobs } from '../jobs.js';
import { Queue } from '../queue.js';
import { Worker } from '../worker.js';

/** What the jobs of a spec do, by `input.does`. */
export type Duties = Record<string, (context: JobContext, job: Job) => Promise<void>>;

/** What a process has of the application, as far as jobs go: the database, the queue, and a worker that does its duties. */
export interface Workplace {
  database: Database;
  jobs: Jobs;
  feeds: EventFeeds;
  log: JobEvents;
  /** Ids of the jobs whose handler was told that they were cancelled. */
  cancelled: string[];
  /** @param account the name of the one that it is for */
  create(does: string, kind?: JobKind, account?: string): Promise<Job>;
  /** Waits for a job to have this status. */
  until(id: string, status: Job['status'], atMostMs?: number): Promise<Job>;
  close(): Promise<void>;
}

const KINDS = Object.values(JobKind);

Logger.overrideLogger(false); // jobs of the specs crash on purpose

/** @param location null for a throw-away database */
export async function openWorkplace(
  location: Pick<Config, 'dataDir' | 'databaseUrl'> | null,
  duties: Duties,
  work: readonly JobKind[] = KINDS,
): Promise<Workplace> {
  const config = Object.assign(new Config(), location);
  if (location && !location.databaseUrl) await placeKeptDatabase(location.dataDir);
  const opened = location ? await openDatabase(config) : await openThrowAway();
  const { database } = opened;
  const queue = await Queue.open(opened, config.databaseUrl, ({ message }) => console.error(message));
  const log = new JobEvents(database);
  const jobs = new Jobs(database, log, queue);
  const feeds = new EventFeeds(opened, database, log);
  const cancelled: string[] = [];
  for (const kind of KINDS)
    jobs.register({
      kind,
      work: (job, context) => duties[(job.input as { does: string }).does]!(context, job),
      ended({ id }, { status }) {
        if (status === 'cancelled') cancelled.push(id);
        return Promise.resolve();
      },
    });
  const worker = new Worker(database, config, jobs, log, queue, work);
  await worker.onApplicationBootstrap();
  // Once for each name: several at a time may ask for it, and Prisma's upsert may lose such a race.
  const accounts = new Map<string, Promise<Account>>();
  const accountOf = (name: string): Promise<Account> => {
    const account = accounts.get(name) ?? database.account.upsert({ where: { name }, create: { name }, update: {} });
    accounts.set(name, account);
    return account;
  };
  return {
    database,
    jobs,
    feeds,
    log,
    cancelled,
    async create(does, kind = 'import', account = 'a') {
      const { id: accountId } = await accountOf(account);
      return jobs.create({ kind, accountId, input: { does } });
    },
    async until(id, status, atMostMs = 10_000) {
      for (const start = Date.now(); ; await sleep(20)) {
        const job = await jobs.find(id);
        if (job.status === status) return job;
        if (Date.now() - start > atMostMs) throw new Error(`${status} was awaited, but it is ${JSON.stringify(job)}`);
      }
    },
    async close() {
      jobs.onModuleDestroy();
      await feeds.onModuleDestroy();
      await worker.beforeApplicationShutdown();
      await opened.close();
    },
  };
}
