import { Injectable } from '@nestjs/common';
import { Accounts, type Caller, IMPORT_DAYS, seesPrivate } from '#graft/accounts';
import { visitorFor } from '#graft/admission';
import { type Artifact, takesImages } from '#graft/artifact';
import { Config, formatSource, parseSource } from '#graft/config';
import { Database, type Import, type Job, type Model, type Version } from '#graft/database';
import { hasEnded, Jobs } from '#graft/jobs';
import type { LayerRow, TopBoundary } from '#graft/network';
import { Conflict, InvalidInput, NotFound } from '#graft/problems';
import { Uploads } from '#graft/uploads';
import { catalogued } from './catalogue/catalogue.js';
import { cardOf } from './card.js';
import { parsePreprocessing } from './preprocessing/settings.js';
import type { Asked } from './read-model.js';
import type { ImportedModel, Preview } from './preview.js';
import {
  type CreateImportRequest,
  type ImportInput,
  type ImportSource,
  type ModelFacts,
  type PublishImportRequest,
  sourceOf,
} from './requests.js';
import { openIndexSource } from './indexing/sources.js';
import { modelFiles } from './indexing/plan.js';
import { ModelPool } from '#graft/serving';
import { parseName, type Published, Publishing } from '#graft/zoo';

const PARTS = { job: true, version: { include: { model: true } } } as const;

export type ImportWithJob = Import & { job: Job; version: (Version & { model: Model }) | null };

const MAX_PROBLEMS = 1000;

const IMPORT_MS = IMPORT_DAYS * 24 * 3600 * 1000;
const longAgo = () => new Date(Date.now() - IMPORT_MS);
/** Condition on the jobs of imports: those that are under way, or did not end too long ago. */
const lives = () => ({ OR: [{ finishedAt: null }, { finishedAt: { gt: longAgo() } }] });

/** When an import is forgotten; null while it is under way. */
export const expiryOf = ({ finishedAt }: Pick<Job, 'finishedAt'>): Date | null =>
  finishedAt && new Date(finishedAt.getTime() + IMPORT_MS);

const noImport = (id: string) =>
  new NotFound(`There is no import ${id}. An import is kept for ${IMPORT_DAYS} days after it ends.`, {
    received: id,
  });

/** Models on their way into the zoo: read by a job, looked at, then published. */
@Injectable()
export class Imports {
  constructor(
    private readonly database: Database,
    private readonly config: Config,
    private readonly jobs: Jobs,
    private readonly uploads: Uploads,
    private readonly accounts: Accounts,
    private readonly publishing: Publishing,
    private readonly pool: ModelPool,
  ) {}

  /** Queues the job. @throws InvalidInput, NotFound for an upload that is not the caller's, Forbidden */
  async create(caller: Caller, request: CreateImportRequest): Promise<ImportWithJob> {
    if (request.name !== undefined) parseName(request.name);
    await this.sweep();
    const source = await this.source(caller, request);
    const { labels, preprocessing, top, application, name } = request;
    const known = source.kind === 'url' ? catalogued(source.url) : undefined;
    const asked: Asked = {
      ...{ labels, preprocessing, top },
      application: application ?? (known?.format === 'keras-weights' ? known.application : undefined),
      license: known?.license ?? undefined,
    };
    const input: ImportInput = { caller: { scopes: caller.scopes }, source, asked, name };
    return this.database.$transaction(async (tx) => {
      const kind = source.kind === 'index' ? 'index' : 'import';
      const job = await this.jobs.create({ kind, accountId: caller.accountId, input }, tx);
      return tx.import.create({ data: { id: job.id, source: { ...source } }, include: PARTS });
    });
  }

  /** @throws NotFound for what is not there any more, or another account's. */
  async find(caller: Caller, id: string): Promise<ImportWithJob> {
    const found = await this.database.import.findFirst({ where: { id, job: lives() }, include: PARTS });
    if (!found || !seesPrivate(caller, found.job.accountId)) throw noImport(id);
    return found;
  }

  /** The caller's own, the latest first: what comes after `cursor`, and one more than `limit` where there is more. */
  list(caller: Caller, { cursor, limit }: { cursor?: string; limit: number }): Promise<ImportWithJob[]> {
    return this.database.import.findMany({
      where: { id: { lt: cursor }, job: { accountId: caller.accountId, ...lives() } },
      orderBy: { id: 'desc' },
      take: limit + 1,
      include: PARTS,
    });
  }

  /** What it was published as stays. @throws NotFound; Conflict while it is at work */
  async delete(caller: Caller, id: string): Promise<void> {
    const { job } = await this.find(caller, id);
    if (!hasEnded(job)) throw new Conflict(`Import ${id} is ${job.status}. Cancel it first.`, { received: job.status });
    await this.database.job.deleteMany({ where: { id } });
  }

  /** Deletes expired imports; done whenever a new one begins. Until then they are not found, and hold no blobs. */
  async sweep(): Promise<void> {
    await this.database.job.deleteMany({
      where: { kind: { in: ['import', 'index'] }, finishedAt: { lte: longAgo() } },
    });
  }

  /** Models that an index could not read, with the reasons; none of another import. */
  async problems({ source }: ImportWithJob): Promise<{ key: string; reason: string; again: boolean }[]> {
    const index = source as unknown as ImportSource;
    if (index.kind !== 'index') return [];
    const unread = await this.database.indexedObject.findMany({
      where: { owner: index.owner, source: index.address, state: { in: ['refused', 'failed'] } },
      orderBy: { key: 'asc' },
      take: MAX_PROBLEMS,
    });
    const mains = modelFiles(unread.map(({ key }) => key));
    return unread
      .filter(({ key }) => mains.has(key))
      .map(({ key, reason, state }) => ({ key, reason: reason ?? '', again: state === 'failed' }));
  }

  /** @throws Conflict if it has ended otherwise. */
  async cancel(caller: Caller, id: string): Promise<ImportWithJob> {
    await this.find(caller, id);
    await this.jobs.cancel(id);
    return this.find(caller, id);
  }

  /** Layer by layer what was read, before anything is published. @throws Conflict until the model has been read. */
  async layerTable(caller: Caller, id: string): Promise<{ top: TopBoundary | null; layers: LayerRow[] }> {
    const { artifact } = readyModel(await this.find(caller, id));
    return { top: artifact.top, layers: await this.pool.layerTable(visitorFor(caller.accountId), artifact) };
  }

  /**
   * PNG of an example image before and after a preprocessing, side by side.
   * @param given a mode, or every setting as JSON; what was found if left out
   * @throws Conflict until the model has been read; InvalidInput naming the setting, or if none was found
   */
  async example(caller: Caller, id: string, given?: string): Promise<Uint8Array> {
    const found = await this.find(caller, id);
    const { artifact } = readyModel(found);
    const preprocessing =
      given === undefined
        ? (found.preview as unknown as Preview | null)?.preprocessing?.value
        : parsePreprocessing(given.startsWith('{') ? jsonIn(given) : given, artifact.summary.inputShape);
    if (!preprocessing) throw unknownPreprocessing();
    return this.pool.example(visitorFor(caller.accountId), preprocessing);
  }

  /**
   * Publishes what was read, with what the request says instead of what was found. Asking again for the same thing
   * finds the version that the first time made.
   * @throws Conflict until the model has been read; InvalidInput where an image model has no preprocessing.
   */
  async publish(caller: Caller, id: string, request: PublishImportRequest): Promise<Published> {
    const found = await this.find(caller, id);
    const imported = readyModel(found);
    const artifact = await this.amended(caller, imported.artifact, request);
    if (takesImages(artifact.summary.inputShape) && !artifact.preprocessing) throw unknownPreprocessing();
    const name = request.name ?? (found.job.input as unknown as ImportInput).name;
    if (name === undefined) throw new InvalidInput('The name is missing.', { where: 'name', accepted: 'owner/name' });
    const { visibility } = request;
    const { original, format } = imported;
    const card = cardOf(imported, request);
    return this.publishing.publish({ caller, name, visibility, artifact, card, original, formats: [format] }, (write) =>
      this.database.$transaction(async (tx) => {
        await tx.importBlob.deleteMany({ where: { importId: id } }); // the version holds them
        const published = await write(tx);
        const data = { versionId: published.version.id };
        const { count } = await tx.import.updateMany({ where: { id }, data });
        if (count === 0) throw noImport(id); // deleted meanwhile
        return published;
      }),
    );
  }

  private async source(caller: Caller, request: CreateImportRequest): Promise<ImportSource> {
    switch (sourceOf(request)) {
      case 'index':
        return this.indexSource(caller, request.index!, request);
      case 'url':
        return { kind: 'url', url: request.url!, md5: catalogued(request.url!)?.md5 };
      default: {
        const uploads = request.uploads ?? [{ id: request.upload! }];
        for (const { id } of uploads) await this.uploads.open(id, caller);
        return { kind: 'uploads', uploads };
      }
    }
  }

  private async indexSource(
    caller: Caller,
    index: string,
    { owner = caller.name, visibility = 'private' }: CreateImportRequest,
  ): Promise<ImportSource> {
    await this.accounts.assertMayPublish(caller, owner);
    const address = parseSource(index);
    await openIndexSource(caller, address, this.config);
    return { kind: 'index', address: formatSource(address), owner, visibility };
  }

  private async amended(
    caller: Caller,
    artifact: Artifact,
    { labels, preprocessing, top }: ModelFacts,
  ): Promise<Artifact> {
    if (labels === undefined && preprocessing === undefined && top === undefined) return artifact;
    return this.pool.amend(visitorFor(caller.accountId), artifact, {
      ...(labels && { labels }),
      ...(preprocessing !== undefined && {
        preprocessing: parsePreprocessing(preprocessing, artifact.summary.inputShape),
      }),
      ...(top !== undefined && { top: { layer: top, kind: 'named' as const } }),
    });
  }
}

/** @throws Conflict unless the import's model was read. */
const unknownPreprocessing = () =>
  new InvalidInput('The preprocessing of this model is unknown.', {
    where: 'preprocessing',
    accepted: 'tf, caffe, torch, unit, none, or all settings',
  });

/** @throws InvalidInput */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InvalidInput(`The preprocessing is not JSON: ${(error as Error).message}.`, { where: 'preprocessing' });
  }
}

function readyModel({ id, job, result }: ImportWithJob): ImportedModel {
  if (job.status === 'succeeded' && result && 'artifact' in (result as object))
    return result as unknown as ImportedModel;
  const problem = job.problem as { detail?: string } | null;
  throw new Conflict(
    problem?.detail === undefined
      ? `Import ${id} cannot be published: it is ${job.status}.`
      : `Import ${id} cannot be published: ${problem.detail}`,
    { received: job.status, accepted: 'an import that has read a model' },
  );
}
