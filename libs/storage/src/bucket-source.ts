import { formatSource, plainKey, type S3Config, type SourceAddress } from '#graft/config';
import { NotFound, Unavailable } from '#graft/problems';
import { type ObjectSource, ObjectUnreadable, type SourceObject } from './object-source.js';
import { writeNewFile } from './room.js';
import { isMissing, S3Connection } from './s3-connection.js';

/** How long, in ms, a server may be away before it counts as unavailable. */
const PATIENCE_MS = 15_000;

/** The objects below a prefix of a bucket. */
export class BucketSource implements ObjectSource {
  private readonly s3: S3Connection;
  /** What the keys of its objects begin with. */
  private readonly root: string;

  constructor(
    config: S3Config,
    readonly address: Extract<SourceAddress, { kind: 's3' }>,
  ) {
    this.s3 = new S3Connection(config, PATIENCE_MS);
    this.root = address.prefix && `${address.prefix}/`;
  }

  async *list(): AsyncIterable<SourceObject> {
    try {
      for await (const { key, size, etag } of this.s3.list(this.address.bucket, this.root)) {
        const below = plainKey(key.slice(this.root.length));
        if (below !== null) yield { key: below, size, etag };
      }
    } catch (error) {
      throw missing(error, formatSource(this.address)) ?? error;
    }
  }

  async save(key: string, path: string): Promise<void> {
    const name = this.root + resolved(key);
    try {
      await this.s3.attempt('read', async (client) =>
        writeNewFile(path, await client.getObject(this.address.bucket, name)),
      );
    } catch (error) {
      throw missing(error, key) ?? unreadable(error);
    }
  }

  async check(): Promise<void> {
    for await (const _ of this.list()) return;
  }
}

/** The one way from a key to a place in the bucket. @throws NotFound for a key that leads out of the prefix */
function resolved(key: string): string {
  const below = plainKey(key);
  if (below === null) throw new NotFound(`There is no object ${key}.`, { received: key });
  return below;
}

const missing = (error: unknown, received: string): NotFound | null =>
  isMissing(error) ? new NotFound(`There is no object at ${received}.`, { received }) : null;

function unreadable(error: unknown): unknown {
  if (!(error instanceof Unavailable)) return error;
  return new ObjectUnreadable(error.detail, error.extras, { cause: error });
}
