import { Prisma, type Database, type Job, type JobKind, type JobStatus, type Transaction } from '#graft/database';
import { Cancelled, Conflict, type Problem } from '#graft/problems';
import type { QueuedJob } from './queue.js';

/**
 * Who holds a job: the attempt whose number is in its row. A claim raises the number, so that an attempt which lost its
 * lease finds another number there, and its writes touch nothing. Times are the database's, whose clock all workers share.
 */
export interface Lease {
  jobId: string;
  attempt: number;
}

/** How long a worker holds a job without renewing its lease: after this time, others take the job for abandoned. */
export const LEASE_SECONDS = 8;

const now = Prisma.sql`(clock_timestamp() AT TIME ZONE 'UTC')`;
const leaseEnd = Prisma.sql`(${now} + ${LEASE_SECONDS} * interval '1 second')`;
const waits = Prisma.sql`(status = 'queued' OR (status = 'running' AND "leaseExpiresAt" < ${now}))`;

/** Cancelling was asked for, or the job's account is disabled. */
const isCancelled = Prisma.sql`("cancelRequested" OR EXISTS (
  SELECT 1 FROM "Account" a WHERE a.id = "accountId" AND a."disabledAt" IS NOT NULL))`;

const heldBy = ({ jobId, attempt }: Lease) =>
  Prisma.sql`(id = ${jobId}::uuid AND attempt = ${attempt} AND status = 'running')`;

/** The attempt no longer holds the job: another one does, or it has ended. */
export class LeaseLost extends Conflict {
  constructor({ jobId, attempt }: Lease) {
    super(`Attempt ${attempt} no longer holds the lease of job ${jobId}.`);
  }
}

/** Takes a job that waits, or whose worker died; one of a disabled account to cancel it. @returns null if it is neither */
export async function claim(database: Database, jobId: string): Promise<Job | null> {
  const rows = await database.$executeRaw`
    UPDATE "Job" SET
      crashes = crashes + (status = 'running')::int,
      status = 'running',
      attempt = attempt + 1,
      "cancelRequested" = ${isCancelled},
      "leaseExpiresAt" = ${leaseEnd},
      "startedAt" = coalesce("startedAt", ${now})
    WHERE id = ${jobId}::uuid AND ${waits}`;
  return rows === 0 ? null : database.job.findUniqueOrThrow({ where: { id: jobId } });
}

/** At most this many jobs of one reading. */
const MOST_FORGOTTEN = 50;
/** A message is handled in less time, unless it waits behind others. */
const MESSAGE_SECONDS = 10;

/**
 * The jobs of some kinds that no worker may be processing: those whose worker died, and those that have waited so long
 * that their message may be lost. Work that has begun comes first, then the oldest.
 */
export function findForgotten(database: Database, kinds: readonly JobKind[]): Promise<QueuedJob[]> {
  return database.$queryRaw`
    SELECT id, kind, "accountId", status FROM "Job"
    WHERE kind = ANY(${kinds}::"JobKind"[]) AND ${waits}
      AND (status = 'running' OR "createdAt" < ${now} - ${MESSAGE_SECONDS} * interval '1 second')
    ORDER BY status = 'running' DESC, "createdAt" LIMIT ${MOST_FORGOTTEN}`;
}

/** Ends all leases: their holders are gone. */
export async function endLeases(database: Database): Promise<void> {
  await database.$executeRaw`UPDATE "Job" SET "leaseExpiresAt" = ${now} WHERE status = 'running'`;
}

/** Prolongs a lease. @throws LeaseLost; Cancelled when it was asked for, or the account was disabled */
export async function renew(database: Database, lease: Lease): Promise<void> {
  const rows = await database.$queryRaw<Held[]>`
    UPDATE "Job" SET "leaseExpiresAt" = ${leaseEnd} WHERE ${heldBy(lease)} RETURNING ${isCancelled} AS cancelled`;
  assertHeld(lease, rows);
}

/**
 * Makes sure of a lease until the transaction ends, since no other attempt can claim a locked row; what the transaction
 * writes is progress, so that crashes before it no longer count.
 * @throws LeaseLost; Cancelled when it was asked for, or the account was disabled
 */
export async function hold(tx: Transaction, lease: Lease): Promise<void> {
  const rows = await tx.$queryRaw<Held[]>`
    UPDATE "Job" SET "leaseExpiresAt" = ${leaseEnd}, crashes = 0 WHERE ${heldBy(lease)}
    RETURNING ${isCancelled} AS cancelled`;
  assertHeld(lease, rows);
}

interface Held {
  cancelled: boolean;
}

function assertHeld(lease: Lease, [row]: Held[]): void {
  if (!row) throw new LeaseLost(lease);
  if (row.cancelled) throw new Cancelled();
}

/** Ends an attempt; a job that failed keeps the reason. @returns false, having changed nothing, if the lease is lost */
export async function release(
  tx: Transaction,
  { jobId, attempt }: Lease,
  status: JobStatus,
  { problem, crashed = false }: { problem?: Problem; crashed?: boolean } = {},
): Promise<boolean> {
  const { count } = await tx.job.updateMany({
    where: { id: jobId, attempt, status: 'running' },
    data: {
      status,
      leaseExpiresAt: null,
      finishedAt: status === 'queued' ? null : new Date(),
      ...(problem && { problem: problem.toJSON() as Prisma.InputJsonObject }),
      ...(crashed && { crashes: { increment: 1 } }),
    },
  });
  return count > 0;
}

/** Cancels a job that no living worker has. @returns false if one has it, or it has ended */
export async function cancelWaiting(tx: Transaction, jobId: string): Promise<boolean> {
  const rows = await tx.$executeRaw`
    UPDATE "Job" SET status = 'cancelled', "leaseExpiresAt" = NULL, "finishedAt" = ${now}
    WHERE id = ${jobId}::uuid AND ${waits}`;
  return rows > 0;
}
