import { setTimeout as sleep } from 'node:timers/promises';
import { ChildKilled, runInChild, type ChildOptions } from '#graft/child';
import type { Database, Transaction } from '#graft/database';
import { Cancelled, diskFull, Problem } from '#graft/problems';
import type { JobEvents } from './events.js';
import type { Job, JobContext, JobEnd, JobHandler } from './job.js';
import { hold, LEASE_SECONDS, LeaseLost, renew, type Lease } from './lease.js';

/** How often a worker renews its lease, and looks whether a cancel was asked for. */
const RENEW_MS = 400;

/** The worker's process stops; the job goes on at its next start. */
export class ShuttingDown extends Problem {
  constructor() {
    super('shutting-down', 503, 'Shutting down', 'The worker is shutting down.');
  }
}

/** How an attempt ended: the job's end, queued for another attempt, or null if it is no longer this attempt's to say. */
export type Outcome = ((JobEnd | { status: 'queued'; problem?: undefined }) & { crash?: unknown }) | null;

/** One attempt at a job that has been claimed: runs its handler while it keeps the lease. */
export class Attempt implements JobContext {
  private readonly controller = new AbortController();
  private readonly over = new AbortController();
  private readonly lease: Lease;

  readonly attempt: number;
  readonly signal = this.controller.signal;

  constructor(
    private readonly job: Job,
    private readonly database: Database,
    private readonly log: JobEvents,
    private readonly memoryMb: number,
  ) {
    this.attempt = job.attempt;
    this.lease = { jobId: job.id, attempt: job.attempt };
  }

  async run(handler: JobHandler): Promise<Outcome> {
    const keeping = this.keepLease();
    try {
      await this.emit('status', { status: 'running', attempt: this.attempt });
      await handler.work(this.job, this);
      return { status: 'succeeded' };
    } catch (error) {
      return outcomeOf(this.signal.aborted ? this.signal.reason : error);
    } finally {
      this.over.abort();
      await keeping;
    }
  }

  /** Asks the handler to stop. */
  abort(reason: Problem): void {
    this.controller.abort(reason);
  }

  readonly emit = async (type: string, data: object): Promise<void> => {
    this.signal.throwIfAborted();
    if (await this.log.appendHeld(this.job.id, this.attempt, type, data)) return;
    this.abort(new LeaseLost(this.lease));
    this.signal.throwIfAborted();
  };

  readonly commit = async <T>(write: (tx: Transaction) => Promise<T>): Promise<T> => {
    this.signal.throwIfAborted();
    return this.database.$transaction(async (tx) => {
      await this.hold(tx);
      return write(tx);
    });
  };

  /** What ends the attempt is known from here on, whatever becomes of the error on its way through a child process. */
  private async hold(tx: Transaction): Promise<void> {
    try {
      await hold(tx, this.lease);
    } catch (error) {
      if (error instanceof LeaseLost || error instanceof Cancelled) this.abort(error);
      throw error;
    }
  }

  readonly runInChild = <R>(child: URL, input: object, options: ChildOptions = {}): Promise<R> => {
    const { memoryMb = this.memoryMb, onMessage = this.emit, ...rest } = options;
    return runInChild<R>(child, input, { ...rest, memoryMb, onMessage, signal: this.signal });
  };

  /** Renews the lease until the attempt is over. If the database stays away past LEASE_SECONDS, the lease is lost. */
  private async keepLease(): Promise<void> {
    let renewed = Date.now();
    while (!this.over.signal.aborted && !this.signal.aborted) {
      const asked = Date.now();
      try {
        await renew(this.database, this.lease);
        renewed = asked; // the database's lease ends later than this one
      } catch (error) {
        if (error instanceof LeaseLost || error instanceof Cancelled) this.abort(error);
        else if (Date.now() - renewed > LEASE_SECONDS * 1000) this.abort(new LeaseLost(this.lease));
      }
      await sleep(RENEW_MS, undefined, { signal: this.over.signal }).catch(() => {}); // over
    }
  }
}

/** What an error that ended an attempt means for the job. */
function outcomeOf(error: unknown): Outcome {
  if (error instanceof LeaseLost) return null;
  if (error instanceof Cancelled) return { status: 'cancelled' };
  if (error instanceof ShuttingDown) return { status: 'queued' };
  if (error instanceof ChildKilled) return { status: 'queued', crash: error };
  const problem = error instanceof Problem ? error : diskFull(error);
  if (problem) return { status: 'failed', problem };
  return { status: 'queued', crash: error };
}
