import { Injectable } from '@nestjs/common';
import type { Caller } from '#graft/accounts';
import { Database, type Model, type Version } from '#graft/database';
import { visibleTo } from './references.js';

export type Relative = Version & { model: Model };

export interface Family {
  /** From the base to the first of the line. */
  ancestors: Relative[];
  /** Newest first. */
  children: Relative[];
}

/** Who descends from whom, as far as the caller may see. */
@Injectable()
export class LineageTree {
  constructor(private readonly database: Database) {}

  async family(version: Version, caller: Caller | null): Promise<Family> {
    const line = await this.database.$queryRaw<{ id: string; depth: number }[]>`
      WITH RECURSIVE line (id, base, depth) AS (
        SELECT "id", "baseId", 0 FROM "Version" WHERE "id" = ${version.id}::uuid
        UNION ALL
        SELECT v."id", v."baseId", line.depth + 1 FROM "Version" v JOIN line ON v."id" = line.base
      )
      SELECT id, depth FROM line WHERE depth > 0`;
    const depths = new Map(line.map(({ id, depth }) => [id, depth]));
    const [ancestors, children] = await Promise.all([
      this.visible({ id: { in: [...depths.keys()] } }, caller),
      this.visible({ baseId: version.id }, caller),
    ]);
    ancestors.sort((a, b) => depths.get(a.id)! - depths.get(b.id)!);
    return { ancestors, children };
  }

  private visible(where: { id: { in: string[] } } | { baseId: string }, caller: Caller | null): Promise<Relative[]> {
    return this.database.version.findMany({
      where: { ...where, model: visibleTo(caller) },
      include: { model: true },
      orderBy: { createdAt: 'desc' },
    });
  }
}
