import { Injectable } from '@nestjs/common';
import { Accounts, type Caller } from '#graft/accounts';
import type { Artifact } from '#graft/artifact';
import { Config } from '#graft/config';
import { Database } from '#graft/database';
import { runInChild } from '#graft/child';
import { Publishing } from './publishing.js';
import type { StarterTask } from './starter.child.js';
import { STARTER_ENTRIES, starterCard, type StarterEntry } from './starter-entries.js';

/** The setting that lists what was put in, so that an entry that somebody deleted stays away. */
const SETTING = 'starter-zoo';
const OWNER = 'starter';

/** The models that a new zoo begins with. */
@Injectable()
export class StarterZoo {
  constructor(
    private readonly database: Database,
    private readonly config: Config,
    private readonly accounts: Accounts,
    private readonly publishing: Publishing,
  ) {}

  /** Publishes the entries that this installation never had; harmless to repeat, and to interrupt. */
  async seed(): Promise<void> {
    const setting = await this.database.setting.findUnique({ where: { key: SETTING } });
    const seeded = (setting?.value ?? []) as string[];
    const missing = STARTER_ENTRIES.filter((entry) => !seeded.includes(entry.name));
    if (missing.length === 0) return;
    const caller = await this.owner();
    for (const entry of missing) {
      await this.put(entry, caller);
      seeded.push(entry.name);
      await this.database.setting.upsert({
        where: { key: SETTING },
        create: { key: SETTING, value: seeded },
        update: { value: seeded },
      });
    }
  }

  private async put(entry: StarterEntry, caller: Caller): Promise<void> {
    const { dataDir, s3 } = this.config;
    const task: StarterTask = { settings: { dataDir, s3: s3 && { ...s3 } }, entry };
    const artifact = await runInChild<Artifact>(new URL('./starter.child.js', import.meta.url), task);
    const { name } = entry;
    const card = starterCard(entry);
    await this.publishing.publish({ caller, name, visibility: 'public', artifact, card, formats: ['tfjs-layers'] });
  }

  /** An account that nobody can sign in to; the namespace's own where there is one already. */
  private async owner(): Promise<Caller> {
    const namespace = await this.database.namespace.findUnique({ where: { name: OWNER }, include: { account: true } });
    const { id, name, role } = namespace?.account ?? (await this.accounts.create({ name: OWNER, role: 'member' }));
    return { accountId: id, name, role, scopes: ['publish'] };
  }
}
