import { fromPglite, fromPrisma, PgBoss, type ConstructorOptions } from 'pg-boss';
import { type Job, JobKind, type OpenedDatabase, type Transaction } from '#graft/database';

/** How many jobs of a kind a process works at once: a run takes all the processor it is given. */
const AT_ONCE: Record<JobKind, number> = { run: 1, import: 2, index: 2, arrival: 2 };
/** Of these, one account's: the other places are for others, however long its own jobs take. */
const AT_ONCE_PER_ACCOUNT = 1;

/**
 * A message says that a job waits, and names it; all else is in the job's row. It is delivered again until it was
 * handled without an error: at once if the handler failed, after the missed heartbeat if its process died.
 */
const QUEUE = {
  notify: true,
  retryLimit: 2 ** 31 - 1,
  retryDelay: 2,
  expireInSeconds: 24 * 3600, // pg-boss' most; a longer job's message comes again meanwhile and is put off
  retentionSeconds: 365 * 24 * 3600,
  deleteAfterSeconds: 3600,
};

/** On Postgres workers watch each other: a dead one's message comes again after 10 s, pg-boss' least. */
const SHARED = { heartbeatSeconds: 10 };
const SHARED_OPTIONS = { superviseIntervalSeconds: 1, monitorIntervalSeconds: 1 };
/** New messages are announced; those that come again are polled for. */
const POLL_SECONDS = { shared: 2, embedded: 5 };

interface Message {
  id: string;
}

/** Delivers jobs' ids to workers, at least once; pg-boss in the same database. */
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
      : new PgBoss({ ...common, ...SHARED_OPTIONS, connectionString: databaseUrl, max: 4 });
    boss.on('error', onError);
    await boss.start();
    for (const kind of Object.values(JobKind)) await boss.createQueue(kind, pglite ? QUEUE : { ...QUEUE, ...SHARED });
    return new Queue(boss, pglite !== undefined);
  }

  /** Announces a job; others see it when the transaction is committed. */
  async send({ id, kind, accountId }: Pick<Job, 'id' | 'kind' | 'accountId'>, tx: Transaction): Promise<void> {
    await this.boss.send(kind, { id } satisfies Message, { db: fromPrisma(tx), group: { id: accountId } });
  }

  /**
   * Takes jobs of a kind from now on, in the order in which they were sent, but passes over those of accounts that have
   * one being worked here. A delivery whose handler throws comes again.
   */
  async work(kind: JobKind, handle: (id: string) => Promise<void>): Promise<void> {
    const { shared, embedded } = POLL_SECONDS;
    const options = {
      notifyPollingIntervalSeconds: this.embedded ? embedded : shared,
      localGroupConcurrency: AT_ONCE_PER_ACCOUNT,
    };
    for (let place = 0; place < AT_ONCE[kind]; place++) {
      const worker: string = await this.boss.work<Message>(kind, options, async ([message]) => {
        await handle(message!.data.id).finally(() => this.boss.notifyWorker(worker)); // take the next one at once
      });
    }
  }

  /** Forgets all messages: those of a process that is gone, when nobody else can have the queue. */
  async clear(): Promise<void> {
    for (const kind of Object.values(JobKind)) await this.boss.deleteAllJobs(kind);
  }

  stop(): Promise<void> {
    return this.boss.stop({ graceful: true, timeout: 5_000 });
  }
}
