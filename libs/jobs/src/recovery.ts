import { setTimeout as sleep } from 'node:timers/promises';
import type { Database, JobKind } from '#graft/database';
import { findForgotten } from './lease.js';
import type { Queue } from './queue.js';

/** Time between two looks. A dead worker's job is taken over this long after its lease at most. */
const LOOK_MS = 2_000;

/**
 * Looks for jobs whose worker died or whose message was lost, and announces them again. Each process that works jobs
 * does this. The job's row decides who works it, so that a message too many does no harm.
 */
export class Recovery {
  private readonly stopping = new AbortController();
  private looking = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly queue: Queue,
    /** The kinds of jobs that this process works. */
    private readonly kinds: readonly JobKind[],
  ) {}

  /** @param onError told when a look failed; the next one comes anyway */
  start(onError: (error: unknown) => void): void {
    this.looking = this.keepLooking(onError);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.looking;
  }

  private async keepLooking(onError: (error: unknown) => void): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.look().catch(onError);
      await sleep(LOOK_MS, undefined, { signal }).catch(() => {}); // stopped
    }
  }

  private async look(): Promise<void> {
    const forgotten = await findForgotten(this.database, this.kinds);
    for (const kind of this.kinds) {
      const jobs = forgotten.filter((job) => job.kind === kind);
      if (jobs.length > 0) await this.queue.remind(kind, jobs);
    }
  }
}
