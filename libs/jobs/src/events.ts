import { Injectable } from '@nestjs/common';
import { EventEmitter } from 'node:events';
import { Database, type JobEvent, type Transaction } from '#graft/database';

/** Most events of one reading. */
const BATCH = 500;

/** The log of each job: what happened, numbered from 1 without gaps. */
@Injectable()
export class JobEvents {
  private readonly appended = new EventEmitter().setMaxListeners(0);

  constructor(private readonly database: Database) {}

  /** Appends to a job's log. In a transaction, call `wake` after it. */
  async append(jobId: string, type: string, data: object, tx: Transaction | Database = this.database): Promise<void> {
    await insert(tx, jobId, type, data, null);
    if (tx === this.database) this.wake(jobId);
  }

  /** Appends to the log of a job that this attempt holds. @returns false, having written nothing, if it doesn't */
  async appendHeld(jobId: string, attempt: number, type: string, data: object): Promise<boolean> {
    const written = await insert(this.database, jobId, type, data, attempt);
    if (written) this.wake(jobId);
    return written;
  }

  /** The events after one, in order; at most 500 of them. */
  list(jobId: string, afterSeq = 0): Promise<JobEvent[]> {
    return this.database.jobEvent.findMany({
      where: { jobId, seq: { gt: afterSeq } },
      orderBy: { seq: 'asc' },
      take: BATCH,
    });
  }

  wake(jobId: string): void {
    this.appended.emit(jobId);
  }

  /** Calls back when this process has appended to a job's log. @returns the end of it */
  onAppended(jobId: string, listener: () => void): () => void {
    this.appended.on(jobId, listener);
    return () => this.appended.off(jobId, listener);
  }
}

/**
 * One statement: counting in the job's row orders writers of several processes, and lets through only the attempt that
 * holds the job, if one is named.
 */
async function insert(tx: Transaction, jobId: string, type: string, data: object, attempt: number | null) {
  const rows = await tx.$executeRaw`
    WITH job AS (
      UPDATE "Job" SET "lastSeq" = "lastSeq" + 1
      WHERE id = ${jobId}::uuid AND (${attempt}::int IS NULL OR (attempt = ${attempt}::int AND status = 'running'))
      RETURNING id, "lastSeq"
    )
    INSERT INTO "JobEvent" ("jobId", seq, type, data, at)
    SELECT id, "lastSeq", ${type}, ${JSON.stringify(data)}::jsonb, clock_timestamp() AT TIME ZONE 'UTC' FROM job`;
  return rows > 0;
}
