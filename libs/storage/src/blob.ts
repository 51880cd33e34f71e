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
