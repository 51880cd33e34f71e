import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database, type Transaction } from '#graft/database';
import { BlobRoots, type BlobUser, type Digest, type Need, needsIn } from '#graft/storage';

/** Says which blobs runs need: what they made, and the checkpoint to go on from. */
@Injectable()
export class RunRoots implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly roots: BlobRoots,
  ) {}

  onModuleInit(): void {
    this.roots.register('runs', { needs: () => this.needs(), users: (digests, tx) => this.users(digests, tx) });
  }

  private async *needs(): AsyncIterable<Need> {
    let last: string | undefined;
    for (;;) {
      const page = await this.database.run.findMany({
        select: { id: true, artifact: true, checkpoint: true },
        where: { id: { gt: last } },
        orderBy: { id: 'asc' },
        take: 100,
      });
      for (const { artifact, checkpoint } of page) yield* needsIn([artifact, checkpoint]);
      last = page.at(-1)?.id;
      if (last === undefined) return;
    }
  }

  private users(digests: readonly Digest[], tx: Transaction = this.database): Promise<BlobUser[]> {
    return tx.$queryRaw<BlobUser[]>`
      SELECT DISTINCT d #>> '{}' AS digest, 'run:' || r."id" AS ref
      FROM "Run" r
        CROSS JOIN LATERAL jsonb_path_query(jsonb_build_array(r."artifact", r."checkpoint"), '$.**.digest') d
      WHERE d #>> '{}' = ANY (${digests})`;
  }
}
