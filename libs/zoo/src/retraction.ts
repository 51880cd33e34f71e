import { Injectable } from '@nestjs/common';
import { Accounts, type Caller, privateTo, visibleTo } from '#graft/accounts';
import { Database, type Model, type Transaction, type Version } from '#graft/database';
import { Conflict } from '#graft/problems';
import { settleLatest } from './latest.js';
import { References } from './references.js';

/**
 * Taking back what was published. A yanked version is left out of searches and aliases, but a request that names its number or
 * digest still gets it, with a warning. A deleted one is gone, and its number is never given again.
 */
@Injectable()
export class Retraction {
  constructor(
    private readonly database: Database,
    private readonly references: References,
    private readonly accounts: Accounts,
  ) {}

  /** Yanking again changes the reason. */
  async yank(caller: Caller, owner: string, name: string, ref: string, reason?: string): Promise<Version> {
    return this.mark(caller, owner, name, ref, { yankedAt: new Date(), yankReason: reason ?? null });
  }

  async unyank(caller: Caller, owner: string, name: string, ref: string): Promise<Version> {
    return this.mark(caller, owner, name, ref, { yankedAt: null, yankReason: null });
  }

  /** @throws Conflict naming what is built on the version: other versions and runs. */
  async deleteVersion(caller: Caller, owner: string, name: string, ref: string): Promise<void> {
    const { model, version } = await this.references.version(owner, name, ref, caller);
    await this.accounts.assertMayPublish(caller, model.namespace);
    await this.delete(caller, model, [version]);
  }

  /** Deletes every version; the name stays its owner's, and a later version continues counting. @throws Conflict as above. */
  async deleteModel(caller: Caller, owner: string, name: string): Promise<void> {
    const model = await this.references.model(owner, name, caller);
    await this.accounts.assertMayPublish(caller, model.namespace);
    await this.delete(caller, model, await this.database.version.findMany({ where: { modelId: model.id } }));
  }

  private async mark(
    caller: Caller,
    owner: string,
    name: string,
    ref: string,
    data: Pick<Version, 'yankedAt' | 'yankReason'>,
  ): Promise<Version> {
    const { model, version } = await this.references.version(owner, name, ref, caller);
    await this.accounts.assertMayPublish(caller, model.namespace);
    return this.database.$transaction(async (tx) => {
      const marked = await tx.version.update({ where: { id: version.id }, data });
      await settleLatest(tx, model.id);
      return marked;
    });
  }

  private async delete(caller: Caller, model: Model, versions: Version[]): Promise<void> {
    const ids = versions.map((version) => version.id);
    await this.database.$transaction(async (tx) => {
      // No model can be based on them until this transaction has ended.
      await tx.$queryRaw`SELECT "id" FROM "Version" WHERE "id" = ANY (${ids}::uuid[]) ORDER BY "id" FOR UPDATE`;
      await assertNothingBuiltOn(tx, caller, ids);
      await tx.version.deleteMany({ where: { id: { in: ids } } });
      await settleLatest(tx, model.id);
    });
  }
}

/** Versions that are deleted together may be built on one another. */
async function assertNothingBuiltOn(tx: Transaction, caller: Caller, ids: string[]): Promise<void> {
  const children = { baseId: { in: ids }, id: { notIn: ids } };
  const runs = { baseVersionId: { in: ids } };
  const [seenChildren, allChildren, seenRuns, allRuns] = [
    await tx.version.findMany({ where: { ...children, model: visibleTo(caller) }, include: { model: true }, take: 10 }),
    await tx.version.count({ where: children }),
    await tx.run.findMany({ where: { ...runs, job: privateTo(caller) }, select: { id: true }, take: 10 }),
    await tx.run.count({ where: runs }),
  ];
  if (allChildren + allRuns === 0) return;
  const versions = seenChildren.map(({ model, number }) => `${model.namespace}/${model.name}@${number}`);
  const named = [...versions, ...seenRuns.map((run) => `run:${run.id}`)];
  const others = allChildren + allRuns - named.length;
  if (others > 0) named.push(`${others} more of other accounts`);
  throw new Conflict(
    `It cannot be deleted, because other models are based on it: ${named.join(', ')}. You can yank it instead: it is hidden, but stays available to them.`,
    { versions, runs: seenRuns.map((run) => run.id), others },
  );
}
