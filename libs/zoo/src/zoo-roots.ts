import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '#graft/database';
import { BlobRoots, type Digest, digestsIn } from '#graft/storage';

const PAGE = 5000;

/** Tells the garbage collector which blobs versions and imports need. */
@Injectable()
export class ZooRoots implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly roots: BlobRoots,
  ) {}

  onModuleInit(): void {
    this.roots.register('models', () => this.ofVersions());
    this.roots.register('imports', () => this.ofImports());
  }

  private async *ofVersions(): AsyncIterable<Digest> {
    let last = '';
    for (;;) {
      const page = await this.database.$queryRaw<{ digest: Digest }[]>`
        SELECT DISTINCT "digest" FROM "VersionBlob" WHERE "digest" > ${last} ORDER BY "digest" LIMIT ${PAGE}`;
      yield* page.map(({ digest }) => digest);
      if (page.length < PAGE) return;
      last = page.at(-1)!.digest;
    }
  }

  /** An import keeps what it read until it is forgotten, so that it can still be published. */
  private async *ofImports(): AsyncIterable<Digest> {
    let last: string | undefined;
    for (;;) {
      const page = await this.database.import.findMany({
        select: { id: true, result: true },
        where: { id: { gt: last } },
        orderBy: { id: 'asc' },
        take: 100,
      });
      for (const { result } of page) yield* digestsIn(result);
      last = page.at(-1)?.id;
      if (last === undefined) return;
    }
  }
}
