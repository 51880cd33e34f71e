import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '#graft/database';
import { BlobRoots, type BlobUser, type Digest, type Need, needsIn, usersIn } from '#graft/storage';

const PAGE = 5000;

/** Says which blobs versions and imports need. */
@Injectable()
export class ZooRoots implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly roots: BlobRoots,
  ) {}

  onModuleInit(): void {
    this.roots.register('models', {
      needs: () => this.ofVersions(),
      users: (digests) => this.versionsWith(digests),
    });
    this.roots.register('imports', { needs: () => this.ofImports(), users: (digests) => this.importsWith(digests) });
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

  private versionsWith(digests: readonly Digest[]): Promise<BlobUser[]> {
    return this.database.$queryRaw<BlobUser[]>`
      SELECT b."digest", m."namespace" || '/' || m."name" || '@' || v."number" AS ref
      FROM "VersionBlob" b JOIN "Version" v ON v."id" = b."versionId" JOIN "Model" m ON m."id" = v."modelId"
      WHERE b."digest" = ANY (${digests})`;
  }

  /** An import keeps what it read until it is forgotten, so that it can still be published. */
  private async *ofImports(): AsyncIterable<Need> {
    for await (const { result } of this.importResults()) yield* needsIn(result);
  }

  private async importsWith(digests: readonly Digest[]): Promise<BlobUser[]> {
    const wanted = new Set(digests);
    const users: BlobUser[] = [];
    for await (const { id, result } of this.importResults()) users.push(...usersIn(result, wanted, `import:${id}`));
    return users;
  }

  private async *importResults() {
    let last: string | undefined;
    for (;;) {
      const page = await this.database.import.findMany({
        select: { id: true, result: true },
        where: { id: { gt: last } },
        orderBy: { id: 'asc' },
        take: 100,
      });
      yield* page;
      last = page.at(-1)?.id;
      if (last === undefined) return;
    }
  }
}
