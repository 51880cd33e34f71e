import { Injectable } from '@nestjs/common';
import { type Caller, NAME, visibleTo } from '#graft/accounts';
import { Database, type Model, type Prisma, type Version } from '#graft/database';
import { InvalidInput, NotFound } from '#graft/problems';
import type { Digest } from '#graft/storage';
import type { Manifest } from './manifest.js';
import { nearest } from './nearest.js';

export type Selector =
  | { kind: 'alias'; alias: string }
  | { kind: 'number'; number: number }
  | { kind: 'digest'; digest: Digest };

export interface Reference {
  owner: string;
  name: string;
  version: Selector;
}

export interface Resolved {
  model: Model;
  version: Version;
  manifest: Manifest;
  /** A warning for users of the version: that it was yanked, and why. */
  warning?: string;
}

const ALIAS = /^(?=.*[^0-9])[a-z0-9][a-z0-9._-]{0,62}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;
const NAME_RULE = 'lower-case letters, digits and hyphens, 1 to 63 characters, not starting with a hyphen';

/** @throws InvalidInput unless the text is `owner/name`. */
export function parseName(text: string): { owner: string; name: string } {
  const [owner = '', name = '', ...more] = text.split('/');
  if (more.length > 0 || !NAME.test(owner) || !NAME.test(name))
    throw new InvalidInput(`"${text}" is not the name of a model.`, {
      where: 'name',
      received: text,
      accepted: `owner/name, each of ${NAME_RULE}`,
    });
  return { owner, name };
}

/** @throws InvalidInput unless the text can name an alias: not a number, which names a version. */
export function parseAlias(text: string): string {
  if (!ALIAS.test(text))
    throw new InvalidInput(`"${text}" cannot be an alias.`, {
      where: 'alias',
      received: text,
      accepted: 'lower-case letters, digits, ".", "_" and "-", up to 63, with at least one that is no digit',
    });
  return text;
}

/** What follows the `@`: a number, a digest or an alias. @throws InvalidInput */
export function parseSelector(text: string): Selector {
  if (/^[1-9][0-9]{0,8}$/.test(text)) return { kind: 'number', number: Number(text) };
  if (DIGEST.test(text)) return { kind: 'digest', digest: text as Digest };
  if (ALIAS.test(text)) return { kind: 'alias', alias: text };
  throw new InvalidInput(`"${text}" is not a version.`, {
    where: 'version',
    received: text,
    accepted: 'a number from 1, an alias such as latest, or sha256: and 64 hexadecimal digits',
  });
}

/** `owner/name`, `owner/name@3`, `owner/name@stable`, `owner/name@sha256:…`; the latest where no version is named. */
export function parseReference(text: string): Reference {
  const at = text.indexOf('@');
  if (at < 0) return { ...parseName(text), version: { kind: 'alias', alias: 'latest' } };
  return { ...parseName(text.slice(0, at)), version: parseSelector(text.slice(at + 1)) };
}

/** Finds what references name. What a caller may not see is not found, so that private names do not leak. */
@Injectable()
export class References {
  constructor(private readonly database: Database) {}

  /** @throws InvalidInput for what is no reference, NotFound with the nearest names. */
  async resolve(ref: string, caller: Caller | null): Promise<Resolved> {
    const { owner, name, version } = parseReference(ref);
    return this.select(await this.model(owner, name, caller), version);
  }

  /** @throws NotFound with the nearest names that the caller may see. */
  async model(owner: string, name: string, caller: Caller | null): Promise<Model> {
    const visible = visibleTo(caller);
    // One whose versions were all deleted only remembers the last number.
    const model = await this.database.model.findFirst({
      where: { namespace: owner, name, versions: { some: {} }, AND: [visible] },
    });
    if (model) return model;
    const suggestions = await this.similar(`${owner}/${name}`, visible);
    const hint = suggestions.length > 0 ? ` Did you mean ${suggestions.join(' or ')}?` : '';
    throw new NotFound(`There is no model "${owner}/${name}".${hint}`, { received: `${owner}/${name}`, suggestions });
  }

  /** @param ref what follows the `@`: a number, an alias or a digest. @throws NotFound */
  async version(owner: string, name: string, ref: string, caller: Caller | null): Promise<Resolved> {
    return this.select(await this.model(owner, name, caller), parseSelector(ref));
  }

  private async select(model: Model, selector: Selector): Promise<Resolved> {
    const version = await this.database.version.findFirst({ where: { modelId: model.id, ...matching(selector) } });
    if (!version) throw await this.noVersion(model, selector);
    const manifest = version.manifest as unknown as Manifest;
    if (!version.yankedAt) return { model, version, manifest };
    const name = `${model.namespace}/${model.name}`;
    const reason = version.yankReason ? `: ${version.yankReason}` : '';
    const warning = `Version ${version.number} of ${name} was yanked${reason}.`;
    // An alias promises something usable; who wants a yanked version has to name that very one.
    if (selector.kind === 'alias')
      throw new NotFound(
        `${warning} "${selector.alias}" points to it. Use ${name}@${version.number} to get it anyway.`,
      );
    return { model, version, manifest, warning };
  }

  private async noVersion(model: Model, selector: Selector): Promise<NotFound> {
    const name = `${model.namespace}/${model.name}`;
    const [versions, aliases] = await Promise.all([
      this.database.version.findMany({ where: { modelId: model.id, yankedAt: null }, select: { number: true } }),
      this.database.alias.findMany({ where: { modelId: model.id }, select: { name: true } }),
    ]);
    const has = [...aliases.map((alias) => alias.name), ...versions.map((version) => version.number)];
    const asked = nameOf(selector);
    const detail = has.length > 0 ? `It has ${has.join(', ')}.` : 'All its versions were yanked.';
    return new NotFound(`${name} has no version "${asked}". ${detail}`, { received: asked, accepted: has });
  }

  private async similar(wanted: string, visible: Prisma.ModelWhereInput): Promise<string[]> {
    const [owner = '', name = ''] = wanted.split('/');
    const models = await this.database.model.findMany({
      where: {
        hidden: false,
        AND: [visible, { OR: [{ namespace: owner }, { name: { startsWith: name.slice(0, 3) } }] }],
      },
      select: { namespace: true, name: true },
      orderBy: { downloads: 'desc' },
      take: 500,
    });
    return nearest(
      wanted,
      models.map((model) => `${model.namespace}/${model.name}`),
    );
  }
}

function matching(selector: Selector): Prisma.VersionWhereInput {
  if (selector.kind === 'number') return { number: selector.number };
  if (selector.kind === 'digest') return { digest: selector.digest };
  return { aliases: { some: { name: selector.alias } } };
}

function nameOf(selector: Selector): string {
  if (selector.kind === 'number') return String(selector.number);
  return selector.kind === 'digest' ? selector.digest : selector.alias;
}
