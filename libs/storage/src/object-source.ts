import { open, readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Config } from '#graft/config';
import { InvalidInput, NotFound } from '#graft/problems';
import { isMissing, S3Connection } from './s3-connection.js';

export interface SourceObject {
  /** Path below the source's address, `/` between folders. */
  key: string;
  /** Bytes. */
  size: number;
  /** Changes when the object does. */
  etag: string;
}

/** What lies in a bucket or folder, to be looked through; never written. */
export interface ObjectSource {
  /** The address it was opened with, in one spelling. */
  readonly address: string;
  /** In the order of keys, by code point. @throws NotFound for a bucket or folder that is not there. */
  list(): AsyncIterable<SourceObject>;
  /** @throws NotFound */
  open(key: string): Promise<Readable>;
  /** @throws NotFound */
  read(key: string): Promise<Uint8Array>;
}

/**
 * @param address `s3://bucket/prefix` on the configured server, or a local folder.
 * @throws InvalidInput for an address of another kind, or S3 without a server configured.
 */
export function openObjectSource(address: string, { s3 }: Pick<Config, 's3'>): ObjectSource {
  const [, scheme, bucket, prefix] = /^([a-z0-9+]+):\/\/([^/]+)\/?(.*)$/.exec(address) ?? [];
  if (scheme === undefined) return new FolderSource(resolve(address));
  if (scheme !== 's3')
    throw new InvalidInput('This kind of address cannot be looked through.', {
      received: address,
      accepted: 's3://bucket/prefix or a local folder',
    });
  if (!s3)
    throw new InvalidInput('No S3 server is configured: set S3_ENDPOINT, S3_ACCESS_KEY and S3_SECRET_KEY.', {
      received: address,
    });
  return new BucketSource(new S3Connection(s3, 15_000), bucket!, prefix!.replace(/\/+$/, ''));
}

class BucketSource implements ObjectSource {
  readonly address: string;
  private readonly root: string;

  constructor(
    private readonly s3: S3Connection,
    private readonly bucket: string,
    prefix: string,
  ) {
    this.address = `s3://${bucket}${prefix && `/${prefix}`}`;
    this.root = prefix && `${prefix}/`;
  }

  async *list(): AsyncIterable<SourceObject> {
    try {
      for await (const { key, size, etag } of this.s3.list(this.bucket, this.root))
        if (!key.endsWith('/')) yield { key: key.slice(this.root.length), size, etag };
    } catch (error) {
      throw this.named(error, this.address);
    }
  }

  async open(key: string): Promise<Readable> {
    try {
      return await this.s3.attempt('read', (client) => client.getObject(this.bucket, this.root + key));
    } catch (error) {
      throw this.named(error, key);
    }
  }

  async read(key: string): Promise<Uint8Array> {
    return this.s3.attempt('read', async () => buffer(await this.open(key)));
  }

  private named(error: unknown, received: string): unknown {
    return isMissing(error) ? new NotFound(`There is nothing at ${received}.`, { received }) : error;
  }
}

class FolderSource implements ObjectSource {
  constructor(readonly address: string) {}

  async *list(): AsyncIterable<SourceObject> {
    yield* this.walk(await this.real('.'));
  }

  async open(key: string): Promise<Readable> {
    return (await open(await this.real(key))).createReadStream();
  }

  async read(key: string): Promise<Uint8Array> {
    return buffer(await this.open(key));
  }

  private async *walk(folder: string): AsyncIterable<SourceObject> {
    const entries = await readdir(folder, { withFileTypes: true });
    const named = entries.map((entry) => ({ entry, order: entry.isDirectory() ? `${entry.name}/` : entry.name }));
    named.sort((a, b) => Buffer.compare(Buffer.from(a.order), Buffer.from(b.order)));
    for (const { entry } of named) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) yield* this.walk(path);
      else
        yield* this.file(
          relative(await this.real('.'), path)
            .split(sep)
            .join('/'),
        );
    }
  }

  /** A file, or a link to one in the same folder; nothing for sockets, links to folders and links that lead outside. */
  private async *file(key: string): AsyncIterable<SourceObject> {
    try {
      const found = await stat(await this.real(key));
      if (found.isFile()) yield { key, size: found.size, etag: `${found.size}-${found.mtimeMs}-${found.ino}` };
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
    }
  }

  /** The path behind a key, all links resolved. @throws NotFound when nothing is there or it lies outside the folder. */
  private async real(key: string): Promise<string> {
    const missing = new NotFound(`There is nothing at ${key} in ${this.address}.`, { received: key });
    try {
      const root = await realpath(this.address);
      const path = await realpath(join(root, key));
      if (path !== root && !path.startsWith(root + sep)) throw missing;
      return path;
    } catch (error) {
      if (['ENOENT', 'ENOTDIR', 'ELOOP'].includes((error as NodeJS.ErrnoException).code ?? '')) throw missing;
      throw error;
    }
  }
}
