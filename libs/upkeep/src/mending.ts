import { Injectable, Logger } from '@nestjs/common';
import { isAbsolute } from 'node:path';
import { canonicalJson } from '#graft/artifact';
import { Config } from '#graft/config';
import { Database } from '#graft/database';
import { InvalidInput, Problem } from '#graft/problems';
import { BlobStore, type Digest, type ObjectSource, openObjectSource } from '#graft/storage';
import { type Manifest, Rederivation } from '#graft/zoo';

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
   * @throws InvalidInput for an address that is neither
   */
  replica(address = this.config.replica): ObjectSource | null {
    if (address === undefined) return null;
    if (!address.startsWith('s3://') && !isAbsolute(address))
      throw new InvalidInput('A replica is named by its bucket or by its whole path.', {
        where: 'replica',
        received: address,
        accepted: 's3://bucket/prefix, or the absolute path of a folder',
      });
    return openObjectSource(address, this.config);
  }

  async mend(lost: readonly Digest[], replica: ObjectSource | null): Promise<Mended[]> {
    const left = new Set(lost);
    const mended: Mended[] = [];
    const take = (digest: Digest, from: string) => {
      if (left.delete(digest)) mended.push({ digest, from });
    };
    for (const digest of lost) if (await this.fromDatabase(digest)) take(digest, 'the database');
    if (replica) for (const digest of left) if (await this.fromReplica(digest, replica)) take(digest, replica.address);
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
    for (const folder of ['', 'blobs/']) {
      try {
        const source = await replica.open(`${folder}${hex.slice(0, 2)}/${hex}`);
        if (await this.store(digest, source)) return true;
      } catch (error) {
        if (!(error instanceof Problem && error.type === 'not-found')) throw error;
      }
    }
    return false;
  }

  private async fromOriginal(ref: string, manifest: Manifest, wanted: Digest[]): Promise<Digest[]> {
    try {
      return await this.rederivation.rederive(manifest, wanted);
    } catch (error) {
      this.logger.warn(`The original upload of ${ref} does not help: ${(error as Error).message}`);
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
