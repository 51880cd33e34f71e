import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Client } from 'minio';
import type { S3Config } from '#graft/config';
import { InvalidInput } from '#graft/problems';
import { BlobLost } from './blob-lost.js';
import type { BlobRef, BlobStat, Digest } from './blob.js';
import { BlobStore } from './blob-store.js';
import { assertExpected, digestAt, digestOf, placeOf } from './digest.js';
import { receive } from './incoming.js';
import type { ByteSource } from './room.js';
import { isMissing, S3Connection } from './s3-connection.js';

/** What the keys of all blobs begin with, before a `/`. */
export const BLOB_PREFIX = 'blobs';
const PREFIX = `${BLOB_PREFIX}/`;
const keyOf = (digest: Digest) => PREFIX + placeOf(digest);

export interface S3BlobStoreOptions {
  /** Local folder that a stream waits in until its digest, and so its key, is known. */
  incoming: string;
  /** How long, in ms, a server may be away before it counts as unavailable. */
  patienceMs?: number;
}

/**
 * Blobs as objects, `blobs/ab/abcdef…`, by plain S3 calls.
 *
 * A stream's key is known only at its end. It goes to a local temporary file first rather than to a temporary key that is
 * copied afterwards: a file can be sent again when the server was unavailable, its size is known (which real multipart needs),
 * wrong bytes never leave this machine, and a crash leaves nothing in the bucket. It costs the blob's size on the local disk.
 */
export class S3BlobStore extends BlobStore {
  private readonly s3: S3Connection;
  private readonly bucket: string;
  private readonly incoming: string;
  private bucketMade?: Promise<void>;

  constructor(
    private readonly config: S3Config,
    { incoming, patienceMs = 15_000 }: S3BlobStoreOptions,
  ) {
    super();
    this.s3 = new S3Connection(config, patienceMs);
    this.bucket = config.bucket;
    this.incoming = incoming;
  }

  override async put(source: ByteSource, expected: Partial<BlobRef> = {}): Promise<BlobRef> {
    if (source instanceof Uint8Array) {
      const blob = { digest: digestOf(source), size: source.length };
      assertExpected(blob, expected);
      const bytes = Buffer.from(source.buffer, source.byteOffset, source.length);
      await this.send(blob, () => bytes);
      return blob;
    }
    return receive(source, this.incoming, expected, async ({ path, digest, size }) => {
      await this.send({ digest, size }, () => createReadStream(path));
      return { digest, size };
    });
  }

  protected override async stream(digest: Digest, range?: { start: number; end: number }): Promise<Readable> {
    const { start, end } = range ?? { start: 0, end: -1 };
    try {
      return await this.s3.attempt('read', (client) =>
        client.getPartialObject(this.bucket, keyOf(digest), start, end - start + 1),
      );
    } catch (error) {
      if (isMissing(error)) throw BlobLost.missing(digest);
      if (codeOfCause(error) === 'InvalidRange')
        throw new InvalidInput('The range begins after the end of the blob.', { received: range });
      throw error;
    }
  }

  protected override async bytes(digest: Digest): Promise<Uint8Array> {
    return this.s3.attempt('read', async () => buffer(await this.stream(digest)));
  }

  override async stat(digest: Digest): Promise<BlobStat | null> {
    try {
      const { size, lastModified } = await this.s3.attempt('read', (client) =>
        client.statObject(this.bucket, keyOf(digest)),
      );
      return { digest, size, modifiedAt: lastModified };
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  override async delete(digest: Digest): Promise<void> {
    try {
      await this.s3.attempt('deleted', (client) => client.removeObject(this.bucket, keyOf(digest)));
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }

  override async *list(): AsyncIterable<BlobStat> {
    await this.ensureBucket();
    for await (const { key, size, modifiedAt } of this.s3.list(this.bucket, PREFIX)) {
      const digest = digestAt(key.slice(PREFIX.length));
      if (digest) yield { digest, size, modifiedAt };
    }
  }

  override async check(): Promise<void> {
    await this.s3.attempt('written', (client) => this.makeBucket(client), 0);
    await this.s3.attempt('written', (client) => client.putObject(this.bucket, 'check', 'check'), 0);
    await this.s3.attempt('read', (client) => client.statObject(this.bucket, 'check'), 0);
  }

  private async send({ digest, size }: BlobRef, body: () => Buffer | Readable): Promise<void> {
    await this.ensureBucket();
    await this.s3.attempt('written', (client) => client.putObject(this.bucket, keyOf(digest), body(), size));
  }

  /** Once per process; the next call tries again if it failed. */
  private ensureBucket(): Promise<void> {
    this.bucketMade ??= this.s3
      .attempt('written', (client) => this.makeBucket(client))
      .catch((error: unknown) => {
        this.bucketMade = undefined;
        throw error;
      });
    return this.bucketMade;
  }

  private async makeBucket(client: Client): Promise<void> {
    if (await client.bucketExists(this.bucket)) return;
    await client.makeBucket(this.bucket, this.config.region).catch((error: { code?: string }) => {
      if (error.code !== 'BucketAlreadyOwnedByYou' && error.code !== 'BucketAlreadyExists') throw error;
    });
  }
}

const codeOfCause = (error: unknown) => ((error as Error).cause as { code?: string } | undefined)?.code;
