import { Injectable, Logger } from '@nestjs/common';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalJson } from '#graft/artifact';
import { Config, formatSource, parseSource, type SourceAddress } from '#graft/config';
import { Database } from '#graft/database';
import { InvalidInput, Problem } from '#graft/problems';
import { BlobStore, type Digest, type ObjectSource, ObjectUnreadable, openObjectSource } from '#graft/storage';
import { Rederivation } from '#graft/imports';
import type { Manifest } from '#graft/zoo';

/** A blob that is whole again, and where its bytes were found. */
export interface Mended {
  digest: Digest;
  /** `the database`, a replica's address, or `the original upload of ada/pets@3`. */
  from: string;
}

/** Brings back blobs that are damaged or missing. Whatever the source, only bytes with the right digest are stored. */
@Injectable()
export class Mending {
  private readonly logger = new Logger(Mending.name);

  constructor(
    private readonly database: Database,
    private readonly blobs: BlobStore,
    private readonly config: Config,
    private readonly rederivation: Rederivation,
  ) {}

  /**
   * @param address `s3://bucket/prefix` or a folder with a copy of the blobs; `GRAFT_REPLICA` if left out.
   * @throws InvalidInput for an address that is neither; NotFound if nothing is there
   */
  async replica(address = this.config.replica): Promise<ObjectSource | null> {
    if (address === undefined) return null;
    const replica = await openObjectSource(parseReplica(address), this.config);
    await replica.check();
    return replica;
  }

  async mend(lost: readonly Digest[], replica: ObjectSource | null): Promise<Mended[]> {
    const left = new Set(lost);
    const mended: Mended[] = [];
    const take = (digest: Digest, from: string) => {
      if (left.delete(digest)) mended.push({ digest, from });
    };
    for (const digest of lost) if (await this.fromDatabase(digest)) take(digest, 'the database');
    if (replica)
      for (const digest of left)
        if (await this.fromReplica(digest, replica)) take(digest, formatSource(replica.address));
    // Versions share blobs: what one's upload has mended, the next need not.
    for (const { ref, manifest } of await this.versionsWith([...left])) {
      const wanted = [...left];
      if (wanted.length === 0) break;
      for (const digest of await this.fromOriginal(ref, manifest, wanted))
        take(digest, `the original upload of ${ref}`);
    }
    return mended;
  }

  /** A manifest is a version's row in canonical JSON. */
  private async fromDatabase(digest: Digest): Promise<boolean> {
    const version = await this.database.version.findFirst({ where: { digest } });
    return version !== null && this.store(digest, new TextEncoder().encode(canonicalJson(version.manifest)));
  }

  /** A replica is a copy of the blobs' folder or bucket, or of what holds them. */
  private async fromReplica(digest: Digest, replica: ObjectSource): Promise<boolean> {
    const hex = digest.slice('sha256:'.length);
    const folder = await mkdtemp(join(tmpdir(), 'graft-replica-'));
    const path = join(folder, hex);
    try {
      for (const place of ['', 'blobs/']) {
        const saved = await replica.save(`${place}${hex.slice(0, 2)}/${hex}`, path).then(() => true, notThere);
        if (saved && (await this.store(digest, createReadStream(path)))) return true;
        await rm(path, { force: true });
      }
      return false;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  private async fromOriginal(ref: string, manifest: Manifest, wanted: Digest[]): Promise<Digest[]> {
    try {
      return await this.rederivation.rederive(manifest, wanted);
    } catch (error) {
      this.logger.warn(
        `The blob could not be restored from the original upload of ${ref}: ${(error as Error).message}`,
      );
      return [];
    }
  }

  private async versionsWith(digests: Digest[]): Promise<{ ref: string; manifest: Manifest }[]> {
    const versions = await this.database.version.findMany({
      where: { blobs: { some: { digest: { in: digests } } } },
      include: { model: true },
    });
    return versions.map(({ model, number, manifest }) => ({
      ref: `${model.namespace}/${model.name}@${number}`,
      manifest: manifest as unknown as Manifest,
    }));
  }

  /** @returns false if these are other bytes. */
  private async store(digest: Digest, source: Parameters<BlobStore['put']>[0]): Promise<boolean> {
    try {
      await this.blobs.put(source, { digest });
      return true;
    } catch (error) {
      if (error instanceof InvalidInput) return false;
      throw error;
    }
  }
}

/** @throws InvalidInput unless it is an address of a bucket or a whole path */
function parseReplica(address: string): SourceAddress {
  try {
    return parseSource(address);
  } catch (error) {
    throw new InvalidInput(`"${address}" cannot be used as a copy of the blobs: ${(error as Error).message}`, {
      where: 'replica',
      received: address,
      accepted: 's3://bucket/prefix, or the absolute path of a folder',
    });
  }
}

/** A replica that lacks an object, or cannot read it, does not help. @throws any other error */
function notThere(error: unknown): false {
  if (error instanceof ObjectUnreadable || (error instanceof Problem && error.type === 'not-found')) return false;
  throw error;
}
