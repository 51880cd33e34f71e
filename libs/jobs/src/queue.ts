import { fromPglite, fromPrisma, PgBoss, type ConstructorOptions } from 'pg-boss';
import { type Job, JobKind, type OpenedDatabase, type Transaction } from '#graft/database';

/** How many jobs of a kind a process works at once: a run takes all the processor it is given. */
const AT_ONCE: Record<JobKind, number> = { run: 1, import: 2, index: 2, arrival: 2 };
/** Of these, one account's: the other places are for others, however long its own jobs take. */
const AT_ONCE_PER_ACCOUNT = 1;

/**
 * A message says that a job waits, and names it; all else, its worker's lease too, is in the job's row. pg-boss never
 * delivers a message twice: `Recovery` sends another where one is lost. It keeps one waiting message per job ("short").
 */
const QUEUE = {
  policy: 'short',
  notify: true,
  retryLimit: 0,
  expireInSeconds: 24 * 3600, // pg-boss' most
  retentionSeconds: 365 * 24 * 3600,
  deleteAfterSeconds: 3600,
} as const;

interface Message {
  id: string;
}

/** What the queue needs to know of a job. */
export type QueuedJob = Pick<Job, 'id' | 'kind' | 'accountId' | 'status'>;

/** The name of pg-boss' queue; those of the kinds' plain names were made with another policy, which cannot be changed. */
const nameOf = (kind: JobKind) => `${kind}-jobs`;

/** Delivers jobs' ids to workers, at most once per message; pg-boss in the same database. */
export class Queue {
  private constructor(
    private readonly boss: PgBoss,
    /** Whether this process alone has the queue. */
    readonly embedded: boolean,
  ) {}

  /** @param onError told of failures between deliveries, which pg-boss recovers from */
  static async open(opened: OpenedDatabase, databaseUrl: string | undefined, onError: (error: Error) => void) {
    const { pglite } = opened;
    const common: ConstructorOptions = { useListenNotify: true, schedule: false, registerInstance: false };
    const boss = pglite
      ? new PgBoss({ ...common, db: fromPglite(pglite), backend: 'pglite' })
      : new PgBoss({ ...common, connectionString: databaseUrl, max: 4 });
    boss.on('error', onError);
    await boss.start();
    for (const kind of Object.values(JobKind)) await boss.createQueue(nameOf(kind), QUEUE);
    return new Queue(boss, pglite !== undefined);
  }

  /** Announces a job; others see it when the transaction is committed. */
  async send({ kind, ...job }: QueuedJob, tx: Transaction): Promise<void> {
    await this.boss.insert(nameOf(kind), [messageOf(job)], { db: fromPrisma(tx) });
  }

  /** Announces jobs that have no message waiting; those that have one keep it. Work that has begun goes first. */
  async remind(kind: JobKind, jobs: QueuedJob[]): Promise<void> {
    await this.boss.insert(
      nameOf(kind),
      jobs.map((job) => ({ ...messageOf(job), priority: job.status === 'running' ? 1 : 0 })),
    );
  }

  /**
   * Takes jobs of a kind from now on, in the order in which they were sent, but passes over those of accounts that have
   * one being worked here.
   */
  async work(kind: JobKind, handle: (id: string) => Promise<void>): Promise<void> {
    for (let place = 0; place < AT_ONCE[kind]; place++) {
      const options = { localGroupConcurrency: AT_ONCE_PER_ACCOUNT };
      const worker: string = await this.boss.work<Message>(nameOf(kind), options, async ([message]) => {
        await handle(message!.data.id).finally(() => this.boss.notifyWorker(worker)); // take the next one at once
      });
    }
  }

  stop(): Promise<void> {
    return this.boss.stop({ graceful: true, timeout: 5_000 });
  }
}

const messageOf = ({ id, accountId }: Pick<Job, 'id' | 'accountId'>) => ({
  data: { id } satisfies Message,
  group: { id: accountId },
  singletonKey: id,
});
