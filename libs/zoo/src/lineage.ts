import { Injectable } from '@nestjs/common';
import { type Caller, seesPrivate, visibleTo } from '#graft/accounts';
import { Database, type Model, type Prisma, type Version } from '#graft/database';
import type { Lineage, Manifest } from './manifest.js';

export type Relative = Version & { model: Model };

export interface Family {
  /** From the base to the first of the line. */
  ancestors: Relative[];
  /** The newest hundred first. */
  children: Relative[];
}

const CHILDREN = 100;

/** What descends from what, as far as the caller may see. */
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
      this.children(version, caller, { take: CHILDREN }),
    ]);
    ancestors.sort((a, b) => depths.get(a.id)! - depths.get(b.id)!);
    return { ancestors, children };
  }

  /** What was made from a version, the newest first. @param options.before id of a child; only older ones then. */
  children(
    { id }: Version,
    caller: Caller | null,
    { take, before }: { take: number; before?: string },
  ): Promise<Relative[]> {
    return this.visible({ baseId: id, id: { lt: before } }, caller, take);
  }

  /** The lineage in the manifest: all of it for who sees what is private to the model's owner, else what they may see. */
  async origin({ model, version }: { model: Model; version: Version }, caller: Caller | null): Promise<Lineage> {
    const { lineage } = version.manifest as unknown as Manifest;
    if (seesPrivate(caller, model.accountId)) return lineage;
    const [base, dataset] = await Promise.all([
      version.baseId && this.database.version.count({ where: { id: version.baseId, model: visibleTo(caller) } }),
      version.datasetVersionId &&
        this.database.datasetVersion.count({
          where: { id: version.datasetVersionId, dataset: visibleTo(caller) },
        }),
    ]);
    return { ...(base && { base: lineage.base }), ...(dataset && { dataset: lineage.dataset }) };
  }

  private visible(where: Prisma.VersionWhereInput, caller: Caller | null, take?: number): Promise<Relative[]> {
    return this.database.version.findMany({
      where: { ...where, model: visibleTo(caller) },
      include: { model: true },
      orderBy: { id: 'desc' }, // ids are made in the order of time
      take,
    });
  }
}
