import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database, type Transaction } from '#graft/database';
import { BlobRoots, type BlobUser, type Digest, type Need } from '#graft/storage';

const PAGE = 5000;

/** Says which blobs are needed by published versions. */
@Injectable()
export class ZooRoots implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly roots: BlobRoots,
  ) {}

  onModuleInit(): void {
    this.roots.register('models', {
      needs: () => this.ofVersions(),
      users: (digests, tx) => this.versionsWith(digests, tx),
    });
  }

  private async *ofVersions(): AsyncIterable<Need> {
    let last = '';
    for (;;) {
      const page = await this.database.$queryRaw<{ digest: Digest; size: number }[]>`
        SELECT "digest", max("size")::float8 AS size FROM "VersionBlob"
        WHERE "digest" > ${last} GROUP BY "digest" ORDER BY "digest" LIMIT ${PAGE}`;
      yield* page;
      if (page.length < PAGE) return;
      last = page.at(-1)!.digest;
    }
  }

  private versionsWith(digests: readonly Digest[], tx: Transaction = this.database): Promise<BlobUser[]> {
    return tx.$queryRaw<BlobUser[]>`
      SELECT b."digest", m."namespace" || '/' || m."name" || '@' || v."number" AS ref
      FROM "VersionBlob" b JOIN "Version" v ON v."id" = b."versionId" JOIN "Model" m ON m."id" = v."modelId"
      WHERE b."digest" = ANY (${digests})`;
  }
}
