import { Injectable } from '@nestjs/common';
import { Database, type JobEvent, type Transaction } from '#graft/database';

/** The channel on which every process hears the id of a job to whose log an event was appended. */
export const EVENTS_CHANNEL = 'graft_job_events';
/** Most events of one reading. */
export const BATCH = 500;

/** The log of each job: what happened, numbered from 1 without gaps. */
@Injectable()
export class JobEvents {
  constructor(private readonly database: Database) {}

  /** Appends to a job's log. */
  async append(jobId: string, type: string, data: object, tx: Transaction | Database = this.database): Promise<void> {
    await insert(tx, jobId, type, data, null);
  }

  /** Appends to the log of a job that this attempt holds. @returns false, having written nothing, if it doesn't */
  appendHeld(jobId: string, attempt: number, type: string, data: object): Promise<boolean> {
    return insert(this.database, jobId, type, data, attempt);
  }

  /** The events after one, in order; at most 500 of them. */
  list(jobId: string, afterSeq = 0): Promise<JobEvent[]> {
    return this.database.jobEvent.findMany({
      where: { jobId, seq: { gt: afterSeq } },
      orderBy: { seq: 'asc' },
      take: BATCH,
    });
  }
}

/**
 * One statement: counting in the job's row orders writers of several processes, and lets through only the attempt that
 * holds the job, if one is named. The notice goes out when the transaction commits.
 */
async function insert(tx: Transaction, jobId: string, type: string, data: object, attempt: number | null) {
  const notices = await tx.$queryRaw<unknown[]>`
    WITH job AS (
      UPDATE "Job" SET "lastSeq" = "lastSeq" + 1
      WHERE id = ${jobId}::uuid AND (${attempt}::int IS NULL OR (attempt = ${attempt}::int AND status = 'running'))
      RETURNING id, "lastSeq"
    ), event AS (
      INSERT INTO "JobEvent" ("jobId", seq, type, data, at)
      SELECT id, "lastSeq", ${type}, ${JSON.stringify(data)}::jsonb, clock_timestamp() AT TIME ZONE 'UTC' FROM job
      RETURNING "jobId"::text
    )
    SELECT pg_notify(${EVENTS_CHANNEL}, "jobId")::text FROM event`;
  return notices.length > 0;
}
