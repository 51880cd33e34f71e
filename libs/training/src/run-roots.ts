import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '#graft/database';
import { BlobRoots, type Digest, digestsIn } from '#graft/storage';

/** Tells the garbage collector which blobs runs need: what they made, and where they stopped. */
@Injectable()
export class RunRoots implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly roots: BlobRoots,
  ) {}

  onModuleInit(): void {
    this.roots.register('runs', () => this.blobsInUse());
  }

  private async *blobsInUse(): AsyncIterable<Digest> {
    let last: string | undefined;
    for (;;) {
      const page = await this.database.run.findMany({
        select: { id: true, artifact: true, checkpoint: true },
        where: { id: { gt: last } },
        orderBy: { id: 'asc' },
        take: 100,
      });
      for (const { artifact, checkpoint } of page) yield* digestsIn([artifact, checkpoint]);
      last = page.at(-1)?.id;
      if (last === undefined) return;
    }
  }
}
