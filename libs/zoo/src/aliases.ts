import { Injectable } from '@nestjs/common';
import { Accounts, type Caller } from '#graft/accounts';
import { type Alias, Database, type Transaction, type Version } from '#graft/database';
import { Conflict, InvalidInput, NotFound } from '#graft/problems';
import { LATEST } from './latest.js';
import { parseAlias, References } from './references.js';

export type AliasWithVersion = Alias & { version: Version };

/** An alias that people may move: any but `latest`. @throws InvalidInput */
export function parseMovableAlias(text: string): string {
  if (text === LATEST)
    throw new InvalidInput('"latest" cannot be set: it always points to the highest version that is not yanked.', {
      where: 'alias',
      received: text,
      accepted: 'any other alias, e.g. stable',
    });
  return parseAlias(text);
}

/** Points an alias of the version's model to the version, whether it was there or not. */
export function moveAlias(tx: Transaction, version: Version, name: string): Promise<Alias> {
  return tx.alias.upsert({
    where: { modelId_name: { modelId: version.modelId, name } },
    create: { modelId: version.modelId, name, versionId: version.id },
    update: { versionId: version.id },
  });
}

/** Names that move from version to version: `stable`, `production`, … */
@Injectable()
export class Aliases {
  constructor(
    private readonly database: Database,
    private readonly references: References,
    private readonly accounts: Accounts,
  ) {}

  async list(caller: Caller | null, owner: string, name: string): Promise<AliasWithVersion[]> {
    const model = await this.references.model(owner, name, caller);
    return this.database.alias.findMany({
      where: { modelId: model.id },
      include: { version: true },
      orderBy: { name: 'asc' },
    });
  }

  /** @param ref what names the version: a number, another alias or a digest. @throws Conflict for a yanked version. */
  async move(caller: Caller, owner: string, name: string, alias: string, ref: string): Promise<AliasWithVersion> {
    const wanted = parseMovableAlias(alias);
    const { model, version } = await this.references.version(owner, name, ref, caller);
    await this.accounts.assertMayPublish(caller, model.namespace);
    if (version.yankedAt)
      throw new Conflict(`Version ${version.number} of ${owner}/${name} was yanked, so an alias cannot point to it.`);
    return { ...(await moveAlias(this.database, version, wanted)), version };
  }

  async remove(caller: Caller, owner: string, name: string, alias: string): Promise<void> {
    const unwanted = parseMovableAlias(alias);
    const model = await this.references.model(owner, name, caller);
    await this.accounts.assertMayPublish(caller, model.namespace);
    const { count } = await this.database.alias.deleteMany({ where: { modelId: model.id, name: unwanted } });
    if (count === 0) throw new NotFound(`${owner}/${name} has no alias "${alias}".`, { received: alias });
  }
}
