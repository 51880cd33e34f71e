import type { Readable } from 'node:stream';

/** A blob's name is its content: `sha256:` and 64 lower-case hex digits. */
export type Digest = `sha256:${string}`;

export interface BlobRef {
  digest: Digest;
  /** Bytes. */
  size: number;
}

export interface BlobStat extends BlobRef {
  modifiedAt: Date;
}

/** Bytes under their own sha256. Two implementations, local folder and S3, pass one contract test. */
export abstract class BlobStore {
  /** Stores what the source yields, hashing while it streams; storing what is there already is harmless. */
  abstract put(
    source: Uint8Array | Readable | AsyncIterable<Uint8Array>,
    expected?: Partial<BlobRef>,
  ): Promise<BlobRef>;
  /** @param range first and last byte, both included. @throws NotFound */
  abstract open(digest: Digest, range?: { start: number; end: number }): Promise<Readable>;
  /** The whole blob, checked against its digest. @throws NotFound */
  abstract read(digest: Digest): Promise<Uint8Array>;
  abstract stat(digest: Digest): Promise<BlobStat | null>;
  abstract delete(digest: Digest): Promise<void>;
  abstract list(): AsyncIterable<BlobStat>;
  /** @throws Unavailable, saying why, unless blobs can be written and read now. */
  abstract check(): Promise<void>;
}
