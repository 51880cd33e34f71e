import {
  BeforeApplicationShutdown,
  Inject,
  Injectable,
  InjectionToken,
  Logger,
  OnApplicationBootstrap,
} from '@nestjs/common';
import { Config } from '#graft/config';
import { Database, type JobKind, type Transaction } from '#graft/database';
import { Problem } from '#graft/problems';
import { Attempt, ShuttingDown, type Outcome } from './attempt.js';
import { JobEvents } from './events.js';
import type { Job, JobEnd, JobHandler } from './job.js';
import { Jobs } from './jobs.js';
import { claim, endLeases, release } from './lease.js';
import { Queue } from './queue.js';
import { Recovery } from './recovery.js';

/** The kinds of jobs that this process works. */
export const WORK: InjectionToken<readonly JobKind[]> = Symbol('kinds of jobs worked here');

/** Attempts in a row that may crash without having committed anything. */
const MOST_CRASHES = 3;

/** Takes jobs off the queue and works them, as many at once as the queue delivers. */
@Injectable()
export class Worker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Worker.name);
  private readonly running = new Map<Attempt, Promise<void>>();
  private readonly recovery: Recovery;
  private stopping = false;

  constructor(
    private readonly database: Database,
    private readonly config: Config,
    private readonly jobs: Jobs,
    private readonly log: JobEvents,
    @Inject(Queue) private readonly queue: Queue,
    @Inject(WORK) private readonly kinds: readonly JobKind[],
  ) {
    this.recovery = new Recovery(database, queue, kinds);
  }

  async onApplicationBootstrap(): Promise<void> {
    if (this.queue.embedded) await endLeases(this.database); // this process alone has the database
    for (const kind of this.kinds) {
      const handler = this.jobs.handlerOf(kind);
      if (handler) await this.queue.work(kind, (id) => this.deliver(id, handler));
      else this.logger.warn(`This process has no worker for jobs of the kind "${kind}".`);
    }
    this.recovery.start((error) => this.logger.error({ err: error }, 'The search for abandoned jobs failed'));
  }

  /** Puts running jobs back into the queue, for this process's next start or another's worker. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await this.recovery.stop();
    for (const attempt of this.running.keys()) attempt.abort(new ShuttingDown());
    await Promise.allSettled(this.running.values());
    await this.queue.stop();
  }

  /** A job that is not claimed has ended, or another attempt holds it. */
  private async deliver(id: string, handler: JobHandler): Promise<void> {
    if (this.stopping) return; // its row says that it waits
    const job = await claim(this.database, id);
    if (job) await this.work(job, handler);
  }

  private async work(job: Job, handler: JobHandler): Promise<void> {
    const attempt = new Attempt(job, this.database, this.log, this.config.childMemoryMb);
    const working = this.attempt(job, attempt, handler);
    this.running.set(attempt, working);
    if (this.stopping) attempt.abort(new ShuttingDown());
    await working.finally(() => this.running.delete(attempt));
  }

  private async attempt(job: Job, attempt: Attempt, handler: JobHandler): Promise<void> {
    const outcome = refused(job) ?? (await attempt.run(handler));
    if (outcome?.crash) this.logger.error({ err: outcome.crash, job: job.id }, 'An attempt at a job crashed');
    const end = outcome && (await this.settle(job, outcome, handler));
    if (end) await this.tidy(job, end, handler);
  }

  /** The job has ended, whatever becomes of its files. */
  private async tidy(job: Job, end: JobEnd, handler: JobHandler): Promise<void> {
    try {
      await handler.ended?.(job, end);
    } catch (error) {
      this.logger.warn({ err: error, job: job.id }, 'The files of an ended job could not be removed');
    }
  }

  /** Writes down how an attempt ended. @returns the job's end; null if it is queued again, or the lease was lost */
  private settle(job: Job, outcome: NonNullable<Outcome>, handler: JobHandler): Promise<JobEnd | null> {
    const lease = { jobId: job.id, attempt: job.attempt };
    return this.database.$transaction(async (tx) => {
      const { status, problem } = outcome.crash ? await this.afterCrash(job, outcome.crash, tx) : outcome;
      if (!(await release(tx, lease, status, { problem, crashed: outcome.crash !== undefined }))) return null;
      if (problem) await this.log.append(job.id, 'problem', problem.toJSON(), tx);
      await this.log.append(job.id, 'status', { status }, tx);
      if (status === 'queued') {
        await this.queue.send(job, tx);
        return null;
      }
      const end = { status, problem };
      await handler.ending?.(job, end, tx);
      return end;
    });
  }

  private async afterCrash(job: Job, crash: unknown, tx: Transaction): Promise<NonNullable<Outcome>> {
    const { crashes } = await tx.job.findUniqueOrThrow({ where: { id: job.id }, select: { crashes: true } });
    if (crashes + 1 < MOST_CRASHES) return { status: 'queued' };
    if (crash instanceof Problem) return { status: 'failed', problem: crash };
    const reason = crash instanceof Error ? crash.message : String(crash);
    return { status: 'failed', problem: new Problem('internal', 500, 'Internal error', `The job failed: ${reason}`) };
  }
}

/** What becomes of a job that was claimed but is not to be worked. */
function refused({ cancelRequested, crashes }: Job): Outcome {
  if (cancelRequested) return { status: 'cancelled' };
  if (crashes < MOST_CRASHES) return null;
  const detail = `The process of the job ended unexpectedly ${crashes} times. It may have run out of memory or been killed.`;
  return { status: 'failed', problem: new Problem('worker-died', 500, 'Worker died', detail) };
}
