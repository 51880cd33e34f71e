import { Inject, Injectable, OnModuleDestroy } from '@nestjs/common';
import { Database, Prisma, type JobKind, type Transaction } from '#graft/database';
import { Conflict, NotFound } from '#graft/problems';
import { JobEvents } from './events.js';
import type { Job, JobEnd, JobEvent, JobHandler, NewJob } from './job.js';
import { cancelWaiting } from './lease.js';
import { Queue } from './queue.js';

/** Jobs: made here, worked by whichever process has a worker for their kind. */
@Injectable()
export class Jobs implements OnModuleDestroy {
  private readonly handlers = new Map<JobKind, JobHandler>();
  private readonly closing = new AbortController();

  /** Aborts when the process is about to stop, and streams of events end. */
  readonly closed = this.closing.signal;

  constructor(
    private readonly database: Database,
    private readonly log: JobEvents,
    @Inject(Queue) private readonly queue: Queue,
  ) {}

  onModuleDestroy(): void {
    this.closing.abort();
  }

  /** Says who does the jobs of a kind; in `onModuleInit`, before the workers start. */
  register(handler: JobHandler): void {
    this.handlers.set(handler.kind, handler);
  }

  handlerOf(kind: JobKind): JobHandler | undefined {
    return this.handlers.get(kind);
  }

  /** Queues a job; with `tx`, as part of that transaction. */
  create(job: NewJob, tx?: Transaction): Promise<Job> {
    return tx ? this.insert(job, tx) : this.database.$transaction((own) => this.insert(job, own));
  }

  /** @throws NotFound */
  async find(id: string): Promise<Job> {
    const job = await this.database.job.findUnique({ where: { id } });
    if (!job) throw new NotFound(`There is no job ${id}.`, { received: id });
    return job;
  }

  /** A job's events after the one with this number, in order; at most 500 of them. */
  events(id: string, afterSeq = 0): Promise<JobEvent[]> {
    return this.log.list(id, afterSeq);
  }

  /**
   * Cancels a job: at once if it waits; if it is being worked, its worker is asked to stop. Cancelling twice is harmless.
   * @throws Conflict if it has ended otherwise; NotFound
   */
  async cancel(id: string): Promise<Job> {
    const end: JobEnd = { status: 'cancelled' };
    const cancelled = await this.database.$transaction(async (tx) => {
      if (!(await cancelWaiting(tx, id))) return null;
      await this.log.append(id, 'status', end, tx);
      const job = await tx.job.findUniqueOrThrow({ where: { id } });
      await this.handlerOf(job.kind)?.ending?.(job, end, tx);
      return job;
    });
    if (cancelled) {
      await this.handlerOf(cancelled.kind)?.ended?.(cancelled, end);
      return cancelled;
    }
    await this.database.job.updateMany({ where: { id, status: 'running' }, data: { cancelRequested: true } });
    const job = await this.find(id);
    if (!job.cancelRequested && job.status !== 'cancelled') throw new Conflict(`This job has ended: ${job.status}.`);
    return job;
  }

  /** Queues a failed or cancelled job again, to go on from what it has done. @throws Conflict if it is neither; NotFound */
  async resume(id: string): Promise<Job> {
    const resumed = await this.database.$transaction(async (tx) => {
      const { count } = await tx.job.updateMany({
        where: { id, status: { in: ['failed', 'cancelled'] } },
        data: { status: 'queued', cancelRequested: false, crashes: 0, problem: Prisma.DbNull, finishedAt: null },
      });
      if (count === 0) return null;
      const job = await tx.job.findUniqueOrThrow({ where: { id } });
      await this.announce(job, tx);
      return job;
    });
    if (resumed) return resumed;
    const { status } = await this.find(id);
    throw new Conflict(`Only a failed or cancelled job can be resumed; this one is ${status}.`, {
      received: status,
      accepted: ['failed', 'cancelled'],
    });
  }

  private async insert({ input, ...job }: NewJob, tx: Transaction): Promise<Job> {
    const created = await tx.job.create({ data: { ...job, input: input } });
    await this.announce(created, tx);
    return created;
  }

  private async announce(job: Job, tx: Transaction): Promise<void> {
    await this.log.append(job.id, 'status', { status: 'queued' }, tx);
    await this.queue.send(job, tx);
  }
}
