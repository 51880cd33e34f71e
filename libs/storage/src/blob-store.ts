import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { BlobRef, BlobStat, Digest } from './blob.js';
import { asLost, BlobLost } from './blob-lost.js';
import { digestOf } from './digest.js';
import { intact } from './intact.js';
import { Verified } from './verified.js';

/** Whether a stored blob's bytes are those that its digest names. */
export type BlobState = { state: 'intact' } | { state: 'missing' | 'damaged'; problem: BlobLost };

/**
 * Bytes under their own sha256. Two implementations, local folder and S3, pass one contract test.
 *
 * No byte leaves the store unless it was compared with the digest: `read` compares before it returns, a whole blob is
 * compared as it streams, its end being held back, and a part of one is read once the whole was compared, which is
 * remembered for an hour.
 */
export abstract class BlobStore {
  private readonly verified = new Verified();

  /** Stores what the source yields, hashing while it streams; storing what is there already is harmless. */
  abstract put(
    source: Uint8Array | Readable | AsyncIterable<Uint8Array>,
    expected?: Partial<BlobRef>,
  ): Promise<BlobRef>;
  abstract stat(digest: Digest): Promise<BlobStat | null>;
  abstract delete(digest: Digest): Promise<void>;
  abstract list(): AsyncIterable<BlobStat>;
  /** @throws Unavailable, saying why, unless blobs can be written and read now. */
  abstract check(): Promise<void>;

  /** The bytes as they are stored. @throws BlobLost if there are none */
  protected abstract stream(digest: Digest, range?: { start: number; end: number }): Promise<Readable>;
  protected abstract bytes(digest: Digest): Promise<Uint8Array>;

  /**
   * The blob's bytes, or some of them. The stream fails with `BlobLost` where they are not those that the digest names.
   * @param range first and last byte, both included. @throws BlobLost
   */
  async open(digest: Digest, range?: { start: number; end: number }): Promise<Readable> {
    if (!range) return intact(await this.stream(digest), digest);
    const found = await this.stat(digest);
    if (!found) throw BlobLost.missing(digest);
    await this.verified.ensure(digest, `${found.size} ${found.modifiedAt.getTime()}`, async () => {
      const result = await this.inspect(digest);
      if ('problem' in result) throw result.problem;
    });
    return this.stream(digest, range);
  }

  /** The whole blob. @throws BlobLost */
  async read(digest: Digest): Promise<Uint8Array> {
    const bytes = await this.bytesOf(digest);
    if (digestOf(bytes) === digest) return bytes;
    // It may have been changed on its way.
    const again = await this.bytesOf(digest);
    const received = digestOf(again);
    if (received !== digest) throw BlobLost.damaged(digest, received);
    return again;
  }

  /**
   * Reads a blob from its first byte to its last and compares.
   * @param onBytes told how many bytes were read since it was last called.
   * @throws Unavailable if the store does not answer.
   */
  async inspect(digest: Digest, onBytes: (count: number) => void = () => {}): Promise<BlobState> {
    const hash = createHash('sha256');
    try {
      for await (const chunk of (await this.stream(digest)) as AsyncIterable<Uint8Array>) {
        hash.update(chunk);
        onBytes(chunk.length);
      }
    } catch (error) {
      const lost = asLost(error, digest);
      if (!(lost instanceof BlobLost)) throw lost;
      return { state: lost === error ? 'missing' : 'damaged', problem: lost };
    }
    const received = `sha256:${hash.digest('hex')}`;
    return received === digest
      ? { state: 'intact' }
      : { state: 'damaged', problem: BlobLost.damaged(digest, received) };
  }

  private async bytesOf(digest: Digest): Promise<Uint8Array> {
    return this.bytes(digest).catch((error: unknown) => {
      throw asLost(error, digest);
    });
  }
}
