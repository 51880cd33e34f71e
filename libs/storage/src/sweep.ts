import type { Database, Transaction } from '#graft/database';
import { Conflict, Unavailable } from '#graft/problems';
import { lockExclusive } from './blob-holds.js';
import type { BlobRoots } from './blob-roots.js';
import type { BlobStat, Digest } from './blob.js';
import type { BlobStore } from './blob-store.js';

/** The roots without which nothing is swept. */
export const NEEDED_BY = ['models', 'imports', 'datasets', 'runs'] as const;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Spared after they were last stored, unless the operator says otherwise. */
const GRACE_MS = DAY_MS;
/** Longer than any request that stores blobs and then names them in rows: a publication, an amended import. */
const REQUEST_MS = 10 * MINUTE_MS;
/** By how much the clocks of the database and the blob store may differ. */
const CLOCKS_MS = 5 * MINUTE_MS;
/** Longer than a job may take from storing a blob to naming it. A job that takes even longer keeps its part of the journal. */
const JOURNAL_MS = 7 * DAY_MS;

/** Blobs that are deleted under one lock, for which publications wait: some tens of ms in a folder, 0.2 s on S3. */
const BATCH = 100;
/** Digests shown in a report. */
const SHOWN = 100;

export interface Tally {
  blobs: number;
  bytes: number;
}

export interface SweepReport {
  /** Needed by something, or younger than the grace period, or than a job that is under way. */
  kept: Tally;
  /** Needed by nothing: deleted, or, in a plan, to be deleted. */
  unneeded: Tally;
  /** The first hundred of the unneeded. */
  digests: Digest[];
}

export interface SweepOptions {
  /** Blobs that were stored within so many ms are spared; a day if left out. */
  graceMs?: number;
  /** Sweeps though a job is older than the grace period. What that job has stored is spared nevertheless. */
  force?: boolean;
}

/**
 * Mark and sweep of blobs that no version, import, data set or run needs. Blobs are stored before the rows that name
 * them, so three things protect those on their way:
 * - what was stored within the grace period, within the last minutes, or since the oldest job under way began, is spared;
 * - a batch is deleted under a lock, after its roots were read again, while no row can name a blob (`BlobHolds`);
 * - what is about to be deleted is written into a journal first, so that a transaction that names a blob knows that it was deleted.
 */
export class GarbageCollector {
  constructor(
    private readonly database: Database,
    private readonly blobs: BlobStore,
    private readonly roots: BlobRoots,
    /** Blobs that were stored within so many ms are spared whatever the grace period; less in tests alone. */
    private readonly requestMs = REQUEST_MS,
  ) {}

  /** What a sweep would delete. @throws Unavailable if a library has not registered the blobs that it needs. */
  async plan(graceMs = GRACE_MS): Promise<SweepReport> {
    const { kept, unneeded } = await this.mark(graceMs);
    return report(kept, unneeded);
  }

  /**
   * Deletes what nothing needs.
   * @throws Conflict if a job is older than the grace period, unless forced; Unavailable as above.
   */
  async sweep({ graceMs = GRACE_MS, force = false }: SweepOptions = {}): Promise<SweepReport> {
    if (!force) await this.assertGrace(graceMs);
    const { kept, unneeded } = await this.mark(graceMs);
    await this.forgetOldJournal();
    const deleted: BlobStat[] = [];
    for (let start = 0; start < unneeded.length; start += BATCH)
      deleted.push(...(await this.deleteBatch(unneeded.slice(start, start + BATCH))));
    return report(kept, deleted);
  }

  /** Blobs of a job are named in rows at its end, so a grace period has to be longer than it. */
  private async assertGrace(graceMs: number): Promise<void> {
    const oldest = await oldestJob(this.database);
    if (!oldest || Date.now() - oldest.getTime() <= graceMs) return;
    const hours = (ms: number) => Math.round((ms / HOUR_MS) * 100) / 100;
    throw new Conflict(
      `A job has been running for ${hours(Date.now() - oldest.getTime())} h, longer than the grace period of ${hours(graceMs)} h. Wait until it ends, or use --force (?force=true): blobs that were stored since the job started are kept in any case.`,
      { where: 'graceHours', received: hours(graceMs), accepted: hours(Date.now() - oldest.getTime()) },
    );
  }

  private async mark(graceMs: number): Promise<{ kept: Tally; unneeded: BlobStat[] }> {
    const silent = NEEDED_BY.filter((name) => !this.roots.names().includes(name));
    if (silent.length > 0)
      throw new Unavailable(`Nothing can be swept: no root of blobs is registered for ${silent.join(', ')}.`);
    const kept: Tally = { blobs: 0, bytes: 0 };
    const old = new Map<Digest, BlobStat>();
    const before = Math.min(Date.now() - graceMs, await this.spared(this.database));
    for await (const blob of this.blobs.list()) {
      if (blob.modifiedAt.getTime() < before) old.set(blob.digest, blob);
      else count(kept, blob);
    }
    // Roots are read after the listing: what came to be needed meanwhile is among them.
    for await (const { digest } of this.roots.needs()) {
      const blob = old.get(digest);
      if (!blob) continue;
      count(kept, blob);
      old.delete(digest);
    }
    return { kept, unneeded: [...old.values()] };
  }

  /** What was stored later than this, in ms since 1970, may be about to be named in a row. */
  private async spared(tx: Transaction): Promise<number> {
    const oldest = await oldestJob(tx);
    return Math.min(Date.now() - this.requestMs, oldest ? oldest.getTime() - CLOCKS_MS : Infinity);
  }

  /** @returns those that were deleted; the others have come to be needed, or were stored again. */
  private async deleteBatch(batch: BlobStat[]): Promise<BlobStat[]> {
    const digests = batch.map(({ digest }) => digest);
    // Committed before anything is deleted: a sweep that is killed in the middle leaves the journal.
    await this.database.$executeRaw`
      INSERT INTO "SweptBlob" ("digest") SELECT unnest(${digests}::text[])
      ON CONFLICT ("digest") DO UPDATE SET "at" = excluded."at"`;
    return this.database.$transaction(async (tx) => {
      await lockExclusive(tx);
      const users = await this.roots.users(digests, tx);
      const before = await this.spared(tx);
      const deleted = await Promise.all(
        batch.map(async (blob) => {
          if (users.get(blob.digest)!.length > 0) return null;
          const now = await this.blobs.stat(blob.digest);
          if (!now || now.modifiedAt > blob.modifiedAt || now.modifiedAt.getTime() >= before) return null;
          await this.blobs.delete(blob.digest);
          return blob;
        }),
      );
      return deleted.filter((blob) => blob !== null);
    });
  }

  private async forgetOldJournal(): Promise<void> {
    const oldest = await oldestJob(this.database);
    const before = new Date(Math.min(Date.now() - JOURNAL_MS, oldest?.getTime() ?? Infinity));
    await this.database.sweptBlob.deleteMany({ where: { at: { lt: before } } });
  }
}

/** When the oldest job that is under way, or waits to continue, began; null if there is none. */
async function oldestJob(tx: Transaction): Promise<Date | null> {
  const { _min } = await tx.job.aggregate({
    where: { status: { in: ['queued', 'running'] }, startedAt: { not: null } },
    _min: { startedAt: true },
  });
  return _min.startedAt;
}

function count(tally: Tally, { size }: BlobStat): void {
  tally.blobs++;
  tally.bytes += size;
}

function report(kept: Tally, blobs: BlobStat[]): SweepReport {
  const unneeded: Tally = { blobs: 0, bytes: 0 };
  for (const blob of blobs) count(unneeded, blob);
  return { kept, unneeded, digests: blobs.slice(0, SHOWN).map((blob) => blob.digest) };
}
