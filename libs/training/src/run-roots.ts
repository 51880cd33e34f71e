import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '#graft/database';
import { BlobRoots, type BlobUser, type Digest, type Need, needsIn, usersIn } from '#graft/storage';

/** Says which blobs runs need: what they made, and the checkpoint to go on from. */
@Injectable()
export class RunRoots implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly roots: BlobRoots,
  ) {}

  onModuleInit(): void {
    this.roots.register('runs', { needs: () => this.needs(), users: (digests) => this.users(digests) });
  }

  private async *needs(): AsyncIterable<Need> {
    for await (const { artifact, checkpoint } of this.runs()) yield* needsIn([artifact, checkpoint]);
  }

  private async users(digests: readonly Digest[]): Promise<BlobUser[]> {
    const wanted = new Set(digests);
    const users: BlobUser[] = [];
    for await (const { id, artifact, checkpoint } of this.runs())
      users.push(...usersIn([artifact, checkpoint], wanted, `run:${id}`));
    return users;
  }

  private async *runs() {
    let last: string | undefined;
    for (;;) {
      const page = await this.database.run.findMany({
        select: { id: true, artifact: true, checkpoint: true },
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
