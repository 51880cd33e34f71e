import { Injectable, Logger } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Accounts, type Caller } from '#graft/accounts';
import { type Artifact, canonicalJson, codeDigest } from '#graft/artifact';
import { runInChild } from '#graft/child';
import { Config } from '#graft/config';
import { Database, type Visibility } from '#graft/database';
import { LATEST, parseName, Publishing } from '#graft/zoo';
import { networksIn, readStarterFiles, starterFolder, SUMS } from './files.js';
import type { StarterTask } from './starter.child.js';

/** Names each network that was put in, and what it was made of, so that one that was deleted stays away. */
const SETTING = 'starter-zoo';
const OWNER = 'starter';

/** What each network was made of, by its `starter/name`; see `makingOf`. */
type Seeded = Record<string, string>;

/** The models that a new zoo begins with. */
@Injectable()
export class StarterZoo {
  private readonly logger = new Logger('StarterZoo');

  constructor(
    private readonly database: Database,
    private readonly config: Config,
    private readonly accounts: Accounts,
    private readonly publishing: Publishing,
  ) {}

  /**
   * Publishes the networks that this installation never had, and a new version of those that an earlier Graft made
   * otherwise. A network whose files are missing or damaged is logged and left out. Harmless to repeat, and to interrupt.
   * @param folder where the networks lie, a folder each
   */
  async seed(folder = starterFolder()): Promise<void> {
    const seeded = await this.seeded();
    // The zoo lists the newest model first: the smallest network, the default base, is put in last.
    for (const network of (await networksIn(folder)).reverse()) {
      try {
        await this.seedOne(join(folder, network), `${OWNER}/${network}`, seeded);
      } catch (err) {
        this.logger.error({ err }, `The starter network ${network} could not be loaded`);
      }
    }
  }

  private async seedOne(folder: string, name: string, seeded: Seeded): Promise<void> {
    const making = await makingOf(folder);
    if (seeded[name] === making) return;
    const visibility = name in seeded ? await this.visibilityOfOurs(name) : 'public';
    if (visibility) await this.put(folder, name, visibility);
    seeded[name] = making;
    await this.database.setting.upsert({
      where: { key: SETTING },
      create: { key: SETTING, value: seeded },
      update: { value: seeded },
    });
  }

  private async seeded(): Promise<Seeded> {
    const setting = await this.database.setting.findUnique({ where: { key: SETTING } });
    const value = (setting?.value ?? {}) as string[] | Seeded;
    // The first Graft kept the names alone.
    return Array.isArray(value) ? Object.fromEntries(value.map((name) => [name, ''])) : value;
  }

  /**
   * Of a network that was put in before, as it is now; null if it isn't this zoo's to change: someone deleted it, yanked all
   * of it or published a version of their own.
   */
  private async visibilityOfOurs(ref: string): Promise<Visibility | null> {
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

  private async put(folder: string, name: string, visibility: Visibility): Promise<void> {
    const { dataDir, s3 } = this.config;
    const card = String((await readStarterFiles(folder)).get('README.md'));
    const task: StarterTask = { settings: { dataDir, s3: s3 && { ...s3 } }, folder };
    const artifact = await runInChild<Artifact>(new URL('./starter.child.js', import.meta.url), task);
    const caller = await this.owner();
    await this.publishing.publish({ caller, name, visibility, artifact, card, formats: ['tfjs-layers'] });
  }

  /** An account that has no password and no token; the namespace's own if there is one already. */
  private async owner(): Promise<Caller> {
    const namespace = await this.database.namespace.findUnique({ where: { name: OWNER }, include: { account: true } });
    const { id, name } = namespace?.account ?? (await this.accounts.create({ name: OWNER, role: 'member' }));
    return { accountId: id, name, scopes: ['publish'] };
  }
}

/** Names all that decides what is published of a network: while it stays the same, the network is not read again. */
async function makingOf(folder: string): Promise<string> {
  const sums = String(await readFile(join(folder, SUMS)));
  return createHash('sha256').update(canonicalJson({ sums, code: codeDigest('models') })).digest('hex');
}
