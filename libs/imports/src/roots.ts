import { Injectable, type OnModuleInit } from '@nestjs/common';
import { livesSql } from '#graft/accounts';
import { Database, type Transaction } from '#graft/database';
import { BlobRoots, type BlobUser, type Digest, type Need } from '#graft/storage';

const PAGE = 5000;

/** Says which blobs are needed by imports that are neither published nor expired. */
@Injectable()
export class ImportRoots implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly roots: BlobRoots,
  ) {}

  onModuleInit(): void {
    this.roots.register('imports', {
      needs: () => this.ofImports(),
      users: (digests, tx) => this.importsWith(digests, tx),
    });
  }

  private async *ofImports(): AsyncIterable<Need> {
    let last = '';
    for (;;) {
      const page = await this.database.$queryRaw<{ digest: Digest; size: number }[]>`
        SELECT b."digest", max(b."size")::float8 AS size FROM "ImportBlob" b JOIN "Job" j ON j."id" = b."importId"
        WHERE b."digest" > ${last} AND ${livesSql} GROUP BY b."digest" ORDER BY b."digest" LIMIT ${PAGE}`;
      yield* page;
      if (page.length < PAGE) return;
      last = page.at(-1)!.digest;
    }
  }

  private importsWith(digests: readonly Digest[], tx: Transaction = this.database): Promise<BlobUser[]> {
    return tx.$queryRaw<BlobUser[]>`
      SELECT b."digest", 'import:' || b."importId" AS ref FROM "ImportBlob" b JOIN "Job" j ON j."id" = b."importId"
      WHERE b."digest" = ANY (${digests}) AND ${livesSql}`;
  }
}
