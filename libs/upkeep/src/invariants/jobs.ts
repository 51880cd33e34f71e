import type { Database } from '#graft/database';
import { type Finding, finding } from '../finding.js';

/** A dead worker's job is taken up within 20 s where workers run. */
const STUCK_SECONDS = 60;

/** A job whose worker stopped is taken up by another. */
export async function* stuckJobs(database: Database): AsyncGenerator<Finding> {
  const rows = await database.$queryRaw<{ id: string; kind: string; seconds: number }[]>`
    SELECT "id"::text AS id, "kind"::text AS kind,
      extract(epoch FROM (clock_timestamp() AT TIME ZONE 'UTC') - "leaseExpiresAt")::int AS seconds
    FROM "Job" WHERE "status" = 'running'
      AND "leaseExpiresAt" < (clock_timestamp() AT TIME ZONE 'UTC') - ${STUCK_SECONDS} * interval '1 second'`;
  for (const { id, kind, seconds } of rows)
    yield finding(
      'stuck-job',
      `job:${id}`,
      `The worker of this ${kind} stopped ${seconds} s ago, and no other worker has continued it. Check that a server or trainer is running.`,
      { touches: [`${kind}:${id}`] },
    );
}
