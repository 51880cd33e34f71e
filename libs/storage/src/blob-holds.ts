import pMap from 'p-map';
import type { Transaction } from '#graft/database';
import { Unavailable } from '#graft/problems';
import type { Need } from './blob-roots.js';
import type { Digest } from './blob.js';
import type { BlobStore } from './blob-store.js';

/** The advisory lock between those who name blobs in rows (shared) and a sweep that deletes some (exclusive). */
const LOCK = 0x6772_6166; // "graf"

/** Blobs that are looked for at once. */
const AT_ONCE = 16;

/** Makes every sweep wait until the transaction has ended. */
const lockShared = (tx: Transaction) => tx.$queryRaw`SELECT pg_advisory_xact_lock_shared(${LOCK})::text`;

/** Makes every transaction that names blobs in rows wait until this one has ended. */
export const lockExclusive = (tx: Transaction) => tx.$queryRaw`SELECT pg_advisory_xact_lock(${LOCK})::text`;

/**
 * Between the moment that a blob is stored and the one that a row names it, a sweep may take it for unneeded. So every
 * transaction that names blobs in rows calls `hold`: from then on no sweep deletes anything until the transaction has
 * ended, and afterwards the rows speak for the blobs. What an earlier sweep has deleted is in its journal, `SweptBlob`.
 */
export class BlobHolds {
  constructor(private readonly blobs: BlobStore) {}

  /** @throws Unavailable if a sweep has deleted one of them: the caller must store it again. */
  async hold(tx: Transaction, refs: Iterable<Need>): Promise<void> {
    await lockShared(tx);
    const digests = [...new Set([...refs].map(({ digest }) => digest))];
    const swept = await tx.$queryRaw<{ digest: Digest }[]>`
      SELECT "digest" FROM "SweptBlob" WHERE "digest" = ANY (${digests})`;
    // Most were stored again since.
    await this.assertStored(swept);
  }

  /** @throws Unavailable naming one that the store has not, or not whole. */
  async assertStored(refs: Iterable<Need>): Promise<void> {
    await pMap(refs, (ref) => this.assertOne(ref), { concurrency: AT_ONCE });
  }

  private async assertOne({ digest, size }: Need): Promise<void> {
    const found = await this.blobs.stat(digest);
    if (found && (size === undefined || found.size === size)) return;
    throw new Unavailable(
      found
        ? `The blob ${digest} has ${found.size} bytes in the store instead of ${size}. Run \`graft fsck\` to see what uses it.`
        : `The blob ${digest} is no longer in the store. Try again; if this happens again, run \`graft fsck\`.`,
      { where: digest },
    );
  }
}
