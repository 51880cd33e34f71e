import { Injectable } from '@nestjs/common';
import { Unavailable } from '#graft/problems';
import { BlobRoots, BlobStore, type BlobStat, type Digest } from '#graft/storage';

/** Who has to have said what they need before anything is swept. */
export const NEEDED_BY = ['models', 'imports', 'datasets', 'runs'] as const;

/** Long enough for any upload, import or run to name in the database what it has stored. */
const GRACE_MS = 24 * 3600 * 1000;
/** Digests shown in a report. */
const SHOWN = 100;

export interface Tally {
  blobs: number;
  bytes: number;
}

export interface SweepReport {
  /** Needed by something, or younger than the grace period. */
  kept: Tally;
  /** Needed by nothing: deleted, or, in a plan, to be deleted. */
  unneeded: Tally;
  /** The first hundred of the unneeded. */
  digests: Digest[];
}

/**
 * Mark and sweep of blobs that no manifest, import, data set or run needs. A blob is spared for a grace period after it
 * was last stored, since blobs are stored before the rows that name them; storing one again renews its time.
 */
@Injectable()
export class GarbageCollector {
  constructor(
    private readonly blobs: BlobStore,
    private readonly roots: BlobRoots,
  ) {}

  /** What a sweep would delete. @throws Unavailable where a library has not said which blobs it needs. */
  async plan(graceMs = GRACE_MS): Promise<SweepReport> {
    const { kept, unneeded } = await this.mark(graceMs);
    return report(kept, unneeded);
  }

  /** Deletes what nothing needs. @throws Unavailable as above. */
  async sweep(graceMs = GRACE_MS): Promise<SweepReport> {
    const { kept, unneeded } = await this.mark(graceMs);
    const deleted: BlobStat[] = [];
    for (const blob of unneeded) {
      const now = await this.blobs.stat(blob.digest);
      if (!now || now.modifiedAt > blob.modifiedAt) continue; // gone, or somebody has stored it again meanwhile
      await this.blobs.delete(blob.digest);
      deleted.push(blob);
    }
    return report(kept, deleted);
  }

  private async mark(graceMs: number): Promise<{ kept: Tally; unneeded: BlobStat[] }> {
    const silent = NEEDED_BY.filter((name) => !this.roots.names().includes(name));
    if (silent.length > 0)
      throw new Unavailable(`Nothing can be swept: nobody has said which blobs are needed by ${silent.join(', ')}.`);
    const kept: Tally = { blobs: 0, bytes: 0 };
    const old = new Map<Digest, BlobStat>();
    const before = new Date(Date.now() - graceMs);
    for await (const blob of this.blobs.list()) {
      if (blob.modifiedAt < before) old.set(blob.digest, blob);
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
