import { Injectable } from '@nestjs/common';
import { codeDigest } from '#graft/artifact';
import type { Caller } from '#graft/accounts';
import { Config } from '#graft/config';
import { Database, type IndexedObject, type Model, type Transaction, type Version } from '#graft/database';
import type { Job, JobContext } from '#graft/jobs';
import { ModelRefused, type Problem, Unavailable } from '#graft/problems';
import { cardOf } from '../card.js';
import type { ImportedModel } from '../preview.js';
import type { IndexSource } from '../requests.js';
import type { Indexed } from './indexing.child.js';
import { freeName, nameOfKey } from './names.js';
import type { IndexingPlan, ModelObjects } from './plan.js';
import { Publishing, settleLatest } from '#graft/zoo';

type Known = IndexedObject & { version: (Version & { model: Model }) | null };

/** How many models came out how; of `ignored`, objects. */
export interface IndexCounts {
  indexed: number;
  unchanged: number;
  changed: number;
  gone: number;
  refused: number;
  failed: number;
  ignored: number;
}

/** Of an index that has just begun; an earlier version counted less. */
export const NO_COUNTS: IndexCounts = {
  indexed: 0,
  unchanged: 0,
  changed: 0,
  gone: 0,
  refused: 0,
  failed: 0,
  ignored: 0,
};

/** What refuses a model: another code, or more memory, may read it. */
const readerOf = ({ childMemoryMb }: Pick<Config, 'childMemoryMb'>): string =>
  `${codeDigest('models')} ${childMemoryMb} MiB`;

/** Opens the record of what is known about a bucket or folder. */
@Injectable()
export class IndexingRecords {
  constructor(
    private readonly database: Database,
    private readonly publishing: Publishing,
    private readonly config: Config,
  ) {}

  async open(job: Job, caller: Caller, source: IndexSource, context: JobContext): Promise<IndexingRecord> {
    const known = await this.database.indexedObject.findMany({
      where: { owner: source.owner, source: source.address },
      include: { version: { include: { model: true } } },
    });
    const reader = readerOf(this.config);
    return new IndexingRecord(this.database, this.publishing, job, caller, source, context, known, reader);
  }
}

/** What one job finds out, each finding committed with the job's counts. */
export class IndexingRecord {
  private readonly byKey: Map<string, Known>;
  private counts = NO_COUNTS;

  constructor(
    private readonly database: Database,
    private readonly publishing: Publishing,
    private readonly job: Job,
    private readonly caller: Caller,
    private readonly source: IndexSource,
    private readonly context: JobContext,
    readonly known: readonly Known[],
    readonly reader: string,
  ) {
    this.byKey = new Map(known.map((object) => [object.key, object]));
  }

  /** Begins to count, or continues where an earlier attempt ended, whose models are unchanged by now. */
  async begin({ unchanged, ignored }: IndexingPlan<Known>): Promise<void> {
    const { result } = await this.database.import.findUniqueOrThrow({ where: { id: this.job.id } });
    // What failed in the earlier attempt is read again by this one.
    if (result) this.counts = { ...NO_COUNTS, ...(result as unknown as { counts: IndexCounts }).counts, failed: 0 };
    else await this.context.commit((tx) => this.count(tx, { unchanged: unchanged.length, ignored }));
  }

  /** Publishes a model that was read, or keeps the reason why it was not. */
  async add({ model, ...indexed }: Indexed & { model: ModelObjects }): Promise<void> {
    if ('imported' in indexed) return this.publish(model, indexed.imported);
    const before = this.byKey.get(model.main);
    const { state, problem } = findingOf(model.main, indexed);
    await this.context.commit(async (tx) => {
      await this.write(tx, model, { state, reason: problem?.detail ?? null, versionId: before?.versionId ?? null });
      await this.count(tx, { [state]: 1 });
    });
    if (problem) await this.context.emit('problem', problem.toJSON());
  }

  /** Yanks what was read from an object that is no more; its version is still there for those who name it. */
  async markGone({ key, version }: Known): Promise<void> {
    const reason = `${key} is no longer in ${this.source.address}.`;
    await this.context.commit(async (tx) => {
      if (version) {
        const { modelId, number } = version;
        await tx.version.updateMany({
          where: { modelId, number: { lte: number }, yankedAt: null },
          data: { yankedAt: new Date(), yankReason: reason },
        });
        await settleLatest(tx, modelId);
      }
      await tx.indexedObject.update({ where: { owner_source_key: this.id(key) }, data: { state: 'gone', reason } });
      await this.count(tx, { gone: 1 });
    });
  }

  async forget(keys: string[]): Promise<void> {
    const { owner, address } = this.source;
    await this.context.commit((tx) =>
      tx.indexedObject.deleteMany({ where: { owner, source: address, key: { in: keys } } }),
    );
  }

  private async publish(model: ModelObjects, imported: ImportedModel): Promise<void> {
    const before = this.byKey.get(model.main);
    const { artifact, format } = imported;
    const name = before?.version?.model.name ?? (await this.newName(model.main));
    const visibility = before?.version?.model.visibility ?? this.source.visibility;
    const publication = {
      ...{ caller: this.caller, name: `${this.source.owner}/${name}`, visibility, artifact },
      ...{ card: cardOf(imported), formats: [format] },
    };
    await this.publishing.publish(publication, (write) =>
      this.context.commit(async (tx) => {
        const published = await write(tx);
        if (published.version.yankedAt) await unyank(tx, published.version);
        await this.write(tx, model, { state: 'indexed', reason: null, versionId: published.version.id });
        await this.count(tx, before?.versionId && before.state !== 'gone' ? { changed: 1 } : { indexed: 1 });
        return published;
      }),
    );
  }

  private async newName(key: string): Promise<string> {
    const wish = nameOfKey(this.source.address, key);
    const taken = await this.database.model.findMany({
      where: { namespace: this.source.owner, name: { startsWith: wish.slice(0, 32) } },
      select: { name: true },
    });
    return freeName(wish, new Set(taken.map(({ name }) => name)));
  }

  private async write(
    tx: Transaction,
    { objects, lost }: ModelObjects,
    finding: Pick<IndexedObject, 'state' | 'reason' | 'versionId'>,
  ): Promise<void> {
    const { owner, address } = this.source;
    const keys = [...objects.map(({ key }) => key), ...lost];
    await tx.indexedObject.deleteMany({ where: { owner, source: address, key: { in: keys } } });
    await tx.indexedObject.createMany({
      data: objects.map(({ key, etag, size }) => ({ ...this.id(key), etag, size, reader: this.reader, ...finding })),
    });
  }

  private async count(tx: Transaction, more: Partial<IndexCounts>): Promise<void> {
    const counts = { ...this.counts };
    for (const [kind, number] of Object.entries(more)) counts[kind as keyof IndexCounts] += number;
    await tx.import.update({ where: { id: this.job.id }, data: { result: { counts: { ...counts } } } });
    this.counts = counts;
  }

  private id(key: string) {
    return { owner: this.source.owner, source: this.source.address, key };
  }
}

/** What is kept of a model that was not published. */
function findingOf(
  where: string,
  indexed: Exclude<Indexed, { imported: ImportedModel }>,
): { state: 'refused' | 'failed' | 'ignored'; problem?: Problem } {
  if ('refused' in indexed) return { state: 'refused', problem: new ModelRefused(indexed.refused, { where }) };
  if ('ignored' in indexed) return { state: 'ignored' };
  const detail = `${indexed.failed} The next index tries again.`;
  return { state: 'failed', problem: new Unavailable(detail, { where }) };
}

/** What had gone is back as it was. */
async function unyank(tx: Transaction, version: Version): Promise<void> {
  await tx.version.update({ where: { id: version.id }, data: { yankedAt: null, yankReason: null } });
  await settleLatest(tx, version.modelId);
}
