import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { Accounts, type Caller } from '#graft/accounts';
import { type Artifact, canonicalJson, codeDigest } from '#graft/artifact';
import { Config } from '#graft/config';
import { Database, type Visibility } from '#graft/database';
import { runInChild } from '#graft/child';
import { LATEST } from './latest.js';
import { Publishing } from './publishing.js';
import { parseName } from './references.js';
import type { StarterTask } from './starter.child.js';
import { STARTER_ENTRIES, starterCard, type StarterEntry } from './starter-entries.js';

/** The setting that says of each entry that was put in what it was made of, so that one that was deleted stays away. */
const SETTING = 'starter-zoo';
const OWNER = 'starter';

/** What each entry was made of, by its name; see `makingOf`. */
type Seeded = Record<string, string>;

/** The models that a new zoo begins with. */
@Injectable()
export class StarterZoo {
  constructor(
    private readonly database: Database,
    private readonly config: Config,
    private readonly accounts: Accounts,
    private readonly publishing: Publishing,
  ) {}

  /**
   * Publishes the entries that this installation never had, and a new version of those that an earlier Graft made
   * otherwise; harmless to repeat, and to interrupt.
   */
  async seed(): Promise<void> {
    const seeded = await this.seeded();
    const due = STARTER_ENTRIES.filter((entry) => seeded[entry.name] !== makingOf(entry));
    if (due.length === 0) return;
    const caller = await this.owner();
    for (const entry of due) {
      const visibility = entry.name in seeded ? await this.visibilityOfOurs(entry) : 'public';
      if (visibility) await this.put(entry, visibility, caller);
      seeded[entry.name] = makingOf(entry);
      await this.database.setting.upsert({
        where: { key: SETTING },
        create: { key: SETTING, value: seeded },
        update: { value: seeded },
      });
    }
  }

  private async seeded(): Promise<Seeded> {
    const setting = await this.database.setting.findUnique({ where: { key: SETTING } });
    const value = (setting?.value ?? {}) as string[] | Seeded;
    // The names alone are what the first Graft kept.
    return Array.isArray(value) ? Object.fromEntries(value.map((name) => [name, ''])) : value;
  }

  /**
   * As it is now, of an entry that was put in before; null where it isn't this zoo's to change: somebody deleted it,
   * yanked all of it or published a version of their own.
   */
  private async visibilityOfOurs({ name: ref }: StarterEntry): Promise<Visibility | null> {
    const { owner: namespace, name } = parseName(ref);
    const latest = await this.database.version.findFirst({
      where: {
        model: { namespace, name },
        aliases: { some: { name: LATEST } },
        ...{ runId: null, imports: { none: {} }, indexed: { none: {} } },
      },
      include: { model: true },
    });
    return latest && latest.model.visibility;
  }

  private async put(entry: StarterEntry, visibility: Visibility, caller: Caller): Promise<void> {
    const { dataDir, s3 } = this.config;
    const task: StarterTask = { settings: { dataDir, s3: s3 && { ...s3 } }, entry };
    const artifact = await runInChild<Artifact>(new URL('./starter.child.js', import.meta.url), task);
    const { name } = entry;
    const card = starterCard(entry);
    await this.publishing.publish({ caller, name, visibility, artifact, card, formats: ['tfjs-layers'] });
  }

  /** An account that nobody can sign in to; the namespace's own where there is one already. */
  private async owner(): Promise<Caller> {
    const namespace = await this.database.namespace.findUnique({ where: { name: OWNER }, include: { account: true } });
    const { id, name } = namespace?.account ?? (await this.accounts.create({ name: OWNER, role: 'member' }));
    return { accountId: id, name, scopes: ['publish'] };
  }
}

/** Names all that decides what is published of an entry: while it stays the same, nothing need be read again. */
const makingOf = (entry: StarterEntry): string =>
  createHash('sha256')
    .update(canonicalJson({ entry, card: starterCard(entry), code: codeDigest('models') }))
    .digest('hex');
