import { Injectable } from '@nestjs/common';
import { Accounts, assertPermits, type Caller, maySee, Quotas } from '#graft/accounts';
import { type Artifact, canonicalJson } from '#graft/artifact';
import { Database, type Model, type Prisma, type Transaction, type Version, type Visibility } from '#graft/database';
import { Conflict } from '#graft/problems';
import { BlobHolds, type BlobRef, BlobStore } from '#graft/storage';
import { moveAlias, parseMovableAlias } from './aliases.js';
import { mergeCard, parseCard, writeCard } from '#graft/cards';
import { settleLatest } from './latest.js';
import { blobsOf, configOf, type Lineage, type Manifest } from './manifest.js';
import { parseName, References } from './references.js';

/** A request to publish a model. */
export interface Publication {
  caller: Caller;
  /** `owner/name`. */
  name: string;
  /** Asked for, never assumed. A further version has to repeat what the model is. */
  visibility: Visibility;
  artifact: Artifact;
  /** Markdown with YAML front matter; a bare card is written if there is none. */
  card?: string;
  /** Formats the model came in, e.g. `tfjs-layers`; the base's where left out. */
  formats?: string[];
  original?: Manifest['original'];
  /** What it was made from, as far as the caller was found to see it. */
  lineage?: Origin;
  metrics?: Record<string, number>;
  /** All that was measured; like a card, it names nothing that is private. */
  evaluation?: object;
  /** Aliases to move to this version, besides `latest`. */
  aliases?: string[];
}

export interface Origin {
  /** Id of a version. */
  baseId?: string;
  /** `versionId` is null if the data set was deleted. */
  dataset?: { versionId: string | null; ref: string; digest: string };
  runId?: string;
}

/** The name and visibility that a later publication will use. */
export type PublicationName = Pick<Publication, 'caller' | 'name' | 'visibility' | 'aliases'>;

export interface Published {
  model: Model;
  version: Version;
  /** False where this very manifest had been published under the name before. */
  created: boolean;
}

/** Runs the write in a transaction; a job passes one that first checks that it still holds its lease. */
export type Commit = (write: (tx: Transaction) => Promise<Published>) => Promise<Published>;

/** A publication whose blobs are stored, so that only rows are left to write. */
interface Prepared {
  owner: string;
  name: string;
  manifest: Manifest;
  stored: BlobRef;
  caller: Caller;
  ids: { baseId?: string; datasetVersionId?: string | null; runId?: string };
}

type Base = Version & { model: Model };

/**
 * Publishing is atomic: the blobs are stored first, where they are not visible, then one transaction makes the version. Asking
 * again for the same thing finds the version that the first time made.
 */
@Injectable()
export class Publishing {
  constructor(
    private readonly database: Database,
    private readonly blobs: BlobStore,
    private readonly holds: BlobHolds,
    private readonly accounts: Accounts,
    private readonly quotas: Quotas,
    private readonly references: References,
  ) {}

  /**
   * @throws InvalidInput for a bad name, alias or card; Forbidden for a namespace that is not the caller's; Conflict when
   * the model has another visibility; TooLarge over the account's quota; Unavailable when a blob is not in the store.
   */
  async publish(
    publication: Publication,
    commit: Commit = (write) => this.database.$transaction(write),
  ): Promise<Published> {
    const { owner, name } = parseName(publication.name);
    const aliases = (publication.aliases ?? []).map(parseMovableAlias);
    await this.accounts.assertMayPublish(publication.caller, owner);
    const manifest = await this.manifestOf(publication);
    const stored = await this.blobs.put(new TextEncoder().encode(canonicalJson(manifest)));
    await this.holds.assertStored(blobsOf(manifest));
    const { caller, lineage: { dataset, ...rest } = {} } = publication;
    const prepared = { caller, owner, name, manifest, stored, ids: { ...rest, datasetVersionId: dataset?.versionId } };
    return commit(async (tx) => {
      const { version, created } = await this.write(tx, prepared, publication.visibility);
      for (const alias of aliases) await moveAlias(tx, version, alias);
      const model = await tx.model.findUniqueOrThrow({ where: { id: version.modelId } });
      return { model, version, created };
    });
  }

  /** Refuses at once what `publish` would refuse after the work. @throws InvalidInput, Forbidden, Conflict */
  async assertPublishable({ caller, name: wanted, visibility, aliases = [] }: PublicationName): Promise<void> {
    const { owner, name } = parseName(wanted);
    aliases.forEach(parseMovableAlias);
    await this.accounts.assertMayPublish(caller, owner);
    const before = await this.database.model.findUnique({ where: { namespace_name: { namespace: owner, name } } });
    if (!before) return;
    // Whether a private model is there, and how it is, is not for a token without `read`.
    if (!maySee(caller, before)) assertPermits(caller, ['read'], 'name');
    await assertVisibility(this.database, before, visibility);
  }

  /** With all its versions. @throws NotFound, Forbidden */
  async setVisibility(caller: Caller, owner: string, name: string, visibility: Visibility): Promise<Model> {
    const model = await this.references.model(owner, name, caller);
    await this.accounts.assertMayPublish(caller, model.namespace);
    return this.database.model.update({ where: { id: model.id }, data: { visibility, updatedAt: new Date() } });
  }

  private async manifestOf(publication: Publication): Promise<Manifest> {
    const { artifact, original = [], metrics, evaluation } = publication;
    const base = await this.baseOf(publication);
    const inherited = base && (base.manifest as unknown as Manifest).config;
    // A card does not give away the name of a private base: the model may be made public later.
    const tellable = base?.model.visibility === 'public';
    const written = parseCard(publication.card ?? '');
    const card = mergeCard(
      { ...written, body: written.body || `# ${publication.name}` },
      {
        license: inherited?.license ?? undefined,
        pipeline_tag: artifact.summary.task === 'other' ? undefined : artifact.summary.task,
        base_model: tellable ? refOf(base) : undefined,
      },
    );
    return {
      schema: 'graft/manifest@1',
      config: configOf(publication.name, card, artifact.summary, publication.formats ?? inherited?.formats ?? []),
      artifact,
      card: await this.blobs.put(new TextEncoder().encode(writeCard(card))),
      original,
      lineage: lineageOf(publication, base),
      ...(metrics && { metrics }),
      ...(evaluation && { evaluation: await this.blobs.put(new TextEncoder().encode(canonicalJson(evaluation))) }),
    };
  }

  private async baseOf({ lineage }: Publication): Promise<Base | null> {
    if (!lineage?.baseId) return null;
    return this.database.version.findUniqueOrThrow({ where: { id: lineage.baseId }, include: { model: true } });
  }

  private async write(
    tx: Transaction,
    prepared: Prepared,
    visibility: Visibility,
  ): Promise<{ version: Version; created: boolean }> {
    const { caller, owner, name, manifest, stored, ids } = prepared;
    await this.accounts.claimNamespace(tx, caller, owner);
    // One publication an account at a time: numbers follow each other, and the quota is counted on what is there.
    const accountId = await this.quotas.lock(tx, owner);
    const before = await tx.model.findUnique({ where: { namespace_name: { namespace: owner, name } } });
    const same = before && (await tx.version.findFirst({ where: { modelId: before.id, digest: stored.digest } }));
    if (same) return { version: same, created: false };
    if (before) await assertVisibility(tx, before, visibility);

    const blobs = [...blobsOf(manifest), stored];
    await this.holds.hold(tx, blobs);
    await this.quotas.assertRoom(tx, accountId, blobs);
    const model = await tx.model.upsert({
      where: { namespace_name: { namespace: owner, name } },
      create: { namespace: owner, name, accountId, visibility, title: name, task: manifest.config.task, lastNumber: 1 },
      update: { visibility, lastNumber: { increment: 1 } },
    });
    const version = await tx.version.create({
      data: {
        ...ids,
        modelId: model.id,
        number: model.lastNumber,
        digest: stored.digest,
        artifactDigest: manifest.artifact.artifactDigest,
        manifest: manifest as unknown as Prisma.InputJsonObject,
        blobs: { createMany: { data: blobs.map(({ digest, size }) => ({ digest, size })) } },
      },
    });
    await settleLatest(tx, model.id);
    return { version, created: true };
  }
}

/** A new version has the visibility of the model, so that a slip cannot make it public. */
async function assertVisibility(tx: Transaction, model: Model, visibility: Visibility): Promise<void> {
  if (model.visibility === visibility) return;
  if ((await tx.version.count({ where: { modelId: model.id } })) === 0) return;
  const name = `${model.namespace}/${model.name}`;
  throw new Conflict(
    `${name} is ${model.visibility}, and so are all its versions. Publish as ${model.visibility}, or change the visibility of the model first.`,
    { where: 'visibility', received: visibility, accepted: model.visibility },
  );
}

function lineageOf({ lineage: { dataset, runId } = {} }: Publication, base: Base | null): Lineage {
  return {
    ...(base && { base: { ref: refOf(base), digest: base.digest as BlobRef['digest'] } }),
    ...(dataset && { dataset: { ref: dataset.ref, digest: dataset.digest } }),
    ...(runId && { run: runId }),
  };
}

const refOf = ({ model, number }: Base) => `${model.namespace}/${model.name}@${number}`;
