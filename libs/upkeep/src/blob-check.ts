import pMap from 'p-map';
import type { BlobRoots, BlobStat, BlobStore, Digest } from '#graft/storage';
import { type Finding, finding } from './finding.js';

/** Blobs that are read at once: enough to wait for none of an S3 server's answers, few for a disk. */
const AT_ONCE = 4;
/** Blobs whose users are asked for together. */
const PAGE = 500;

export interface BlobCheckOptions {
  /** Compares sizes and presence; reads no bytes. */
  quick: boolean;
  /** Blobs that nothing needs and that are younger, in ms, are of work under way. */
  graceMs: number;
  signal: AbortSignal;
  /** Kept up to date. */
  progress: CheckProgress;
}

/** Blobs and bytes that are stored, and how many of them were read. */
export interface CheckProgress {
  blobs: number;
  bytes: number;
  totalBlobs: number;
  totalBytes: number;
}

/** What is wrong with a blob, before it is known who needs it. */
type Suspect = { kind: 'damaged' | 'missing' | 'unneeded'; detail: string };

/** Every stored blob is what its digest names, every needed one is there, and none is kept for nothing. */
export class BlobCheck {
  constructor(
    private readonly blobs: BlobStore,
    private readonly roots: BlobRoots,
  ) {}

  async *findings(options: BlobCheckOptions): AsyncGenerator<Finding> {
    const stored = await this.list(options);
    const suspects = await this.compare(stored, options);
    if (!options.quick) await this.readAll([...stored.keys()], suspects, options);
    yield* this.confirmed(suspects);
  }

  private async list({ progress, signal }: BlobCheckOptions): Promise<Map<Digest, BlobStat>> {
    const stored = new Map<Digest, BlobStat>();
    for await (const blob of this.blobs.list()) {
      signal.throwIfAborted();
      stored.set(blob.digest, blob);
      progress.totalBlobs++;
      progress.totalBytes += blob.size;
    }
    return stored;
  }

  /** What is stored with what is needed. Roots are read after the listing, so what was stored since only seems missing. */
  private async compare(stored: Map<Digest, BlobStat>, { graceMs }: BlobCheckOptions): Promise<Map<Digest, Suspect>> {
    const suspects = new Map<Digest, Suspect>();
    const unneeded = new Set(stored.keys());
    for await (const { digest, size } of this.roots.needs()) {
      unneeded.delete(digest);
      const blob = stored.get(digest);
      if (!blob) suspects.set(digest, { kind: 'missing', detail: 'It is not in the store.' });
      else if (size !== undefined && size !== blob.size)
        suspects.set(digest, { kind: 'damaged', detail: `It has ${blob.size} bytes instead of ${size}.` });
    }
    const before = new Date(Date.now() - graceMs);
    for (const digest of unneeded) {
      const { modifiedAt, size } = stored.get(digest)!;
      if (modifiedAt < before)
        suspects.set(digest, {
          kind: 'unneeded',
          detail: `These ${size} bytes are not used. \`graft gc\` deletes them.`,
        });
    }
    return suspects;
  }

  private async readAll(
    digests: Digest[],
    suspects: Map<Digest, Suspect>,
    { progress, signal }: BlobCheckOptions,
  ): Promise<void> {
    const readOne = async (digest: Digest) => {
      const found = await this.blobs.inspect(digest, (bytes) => (progress.bytes += bytes));
      if (found.state === 'damaged') suspects.set(digest, { kind: 'damaged', detail: found.problem.detail });
      progress.blobs++;
    };
    await pMap(digests, readOne, { concurrency: AT_ONCE, signal });
  }

  /** Work continues meanwhile: what has been stored or deleted since is no finding. */
  private async *confirmed(suspects: Map<Digest, Suspect>): AsyncGenerator<Finding> {
    const digests = [...suspects.keys()];
    for (let start = 0; start < digests.length; start += PAGE) {
      const page = digests.slice(start, start + PAGE);
      const users = await this.roots.users(page);
      for (const digest of page) {
        const { kind, detail } = suspects.get(digest)!;
        const touches = users.get(digest)!;
        const needed = touches.length > 0;
        if (kind === 'unneeded' ? needed : kind === 'missing' && !needed) continue;
        const stored = (await this.blobs.stat(digest)) !== null;
        if (stored === (kind === 'missing')) continue;
        yield finding(kind, 'blob store', detail, { digest, touches });
      }
    }
  }
}
