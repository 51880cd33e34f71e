import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Accounts, type Caller, seesPrivate, visibleTo } from '#graft/accounts';
import {
  Database,
  type Dataset,
  type DatasetItem,
  type DatasetProblem,
  type DatasetVersion,
  Prisma,
  type Transaction,
  type Visibility,
} from '#graft/database';
import { Conflict, NotFound } from '#graft/problems';
import { BlobRoots, type BlobUser, type Digest, type Need } from '#graft/storage';
import { parseReference } from './references.js';

export type VersionWithDataset = DatasetVersion & { dataset: Dataset };
/** A data set with its versions that are ready, the latest first. */
export type DatasetWithVersions = Dataset & { versions: DatasetVersion[] };

/** A part of a list: what comes after `cursor`, and one more than `limit` where there is more. */
export interface Part<Cursor> {
  cursor?: Cursor;
  limit: number;
}

const READY = { versions: { where: { ready: true }, orderBy: { number: 'desc' } } } satisfies Prisma.DatasetInclude;
const ARRIVING = {
  ready: false,
  job: { status: { in: ['queued', 'running'] } },
} satisfies Prisma.DatasetVersionWhereInput;

/** Labelled sets of images, in versions that never change. What a caller may not see is not found. */
@Injectable()
export class Datasets implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly accounts: Accounts,
    private readonly roots: BlobRoots,
  ) {}

  onModuleInit(): void {
    this.roots.register('datasets', {
      needs: () => this.blobsInUse(),
      users: (digests, tx) => this.usersOf(digests, tx),
    });
  }

  /** @param ref `owner/name` or `name`, with `@3` or `@latest`. @throws InvalidInput, NotFound */
  async resolve(ref: string, caller: Caller | null): Promise<VersionWithDataset> {
    const { owner, name, version } = parseReference(ref, caller);
    return this.version(owner, name, version, caller);
  }

  /** @param number null for the latest. @throws NotFound */
  async version(
    owner: string,
    name: string,
    number: number | null,
    caller: Caller | null,
  ): Promise<VersionWithDataset> {
    const { versions, ...dataset } = await this.find(owner, name, caller);
    const version = number === null ? versions[0] : versions.find((candidate) => candidate.number === number);
    if (version) return { ...version, dataset };
    throw new NotFound(`The data set ${owner}/${name} has no version ${number}.`, {
      received: number,
      accepted: versions.map((candidate) => candidate.number),
    });
  }

  /** @throws NotFound, saying so where its first version is still arriving */
  async find(owner: string, name: string, caller: Caller | null): Promise<DatasetWithVersions> {
    const dataset = await this.database.dataset.findFirst({
      where: { namespace: owner, name, AND: [visibleTo(caller)] },
      include: READY,
    });
    if (dataset && dataset.versions.length > 0) return dataset;
    const arriving =
      dataset && (await this.database.datasetVersion.findFirst({ where: { datasetId: dataset.id, ...ARRIVING } }));
    const hint = arriving ? ` Its images are still being processed: /api/v1/datasets/arrivals/${arriving.jobId}.` : '';
    throw new NotFound(`There is no data set ${owner}/${name}.${hint}`, { received: `${owner}/${name}` });
  }

  /** Those that the caller may see, the newest first. */
  list(caller: Caller | null, { cursor, limit }: Part<string>): Promise<DatasetWithVersions[]> {
    return this.database.dataset.findMany({
      where: { id: { lt: cursor }, versions: { some: { ready: true } }, AND: [visibleTo(caller)] },
      include: READY,
      orderBy: { id: 'desc' },
      take: limit + 1,
    });
  }

  /** All of a version, sorted by name. */
  items(versionId: string): Promise<DatasetItem[]> {
    return this.database.datasetItem.findMany({ where: { versionId }, orderBy: { position: 'asc' } });
  }

  itemsPart(versionId: string, { cursor, limit, label }: Part<number> & { label?: string }): Promise<DatasetItem[]> {
    return this.database.datasetItem.findMany({
      where: { versionId, position: { gt: cursor }, ...(label !== undefined && { labels: { has: label } }) },
      orderBy: { position: 'asc' },
      take: limit + 1,
    });
  }

  /** @throws NotFound */
  async item(versionId: string, position: number): Promise<DatasetItem> {
    const item = await this.database.datasetItem.findUnique({ where: { versionId_position: { versionId, position } } });
    if (!item) throw new NotFound(`There is no image at position ${position}.`, { received: position });
    return item;
  }

  problemsPart(versionId: string, { cursor, limit }: Part<string>): Promise<DatasetProblem[]> {
    return this.database.datasetProblem.findMany({
      where: { versionId, name: { gt: cursor } },
      orderBy: { name: 'asc' },
      take: limit + 1,
    });
  }

  /** Images of each label, in the order of the version's labels. */
  async labelCounts({ id, labels }: DatasetVersion): Promise<{ label: string; count: number }[]> {
    const rows = await this.database.$queryRaw<{ label: string; count: number }[]>`
      SELECT unnest("labels") AS label, count(*)::int AS count FROM "DatasetItem"
      WHERE "versionId" = ${id}::uuid GROUP BY 1`;
    const counts = new Map(rows.map(({ label, count }) => [label, count]));
    return labels.map((label) => ({ label, count: counts.get(label) ?? 0 }));
  }

  /** With all its versions. @throws NotFound, Forbidden */
  async setVisibility(
    owner: string,
    name: string,
    visibility: Visibility,
    caller: Caller,
  ): Promise<DatasetWithVersions> {
    const { id } = await this.find(owner, name, caller);
    await this.accounts.assertMayPublish(caller, owner);
    return this.database.dataset.update({ where: { id }, data: { visibility }, include: READY });
  }

  /**
   * Removes a data set with all its versions; its images go with the next sweep. Runs keep what they measured and its
   * name; those of other accounts that have not read the images yet will fail.
   * @throws NotFound, Forbidden; Conflict naming the owner's unfinished runs or the arrival that is under way
   */
  async delete(owner: string, name: string, caller: Caller): Promise<void> {
    const { id, accountId } = await this.find(owner, name, caller);
    await this.accounts.assertMayPublish(caller, owner);
    await this.database.$transaction(async (tx) => {
      const unfinished = { accountId, status: { in: ['queued', 'running'] } } satisfies Prisma.JobWhereInput;
      const where = { datasetVersion: { datasetId: id }, job: unfinished };
      const found = await tx.run.findMany({ where, select: { id: true }, take: 10 });
      const runs = seesPrivate(caller, accountId) ? found.map((run) => run.id) : [];
      if (found.length > 0)
        throw new Conflict(
          `${owner}/${name} is used by unfinished runs of its owner. Cancel them first: ${runs.join(', ') || 'GET /runs'}.`,
          { runs },
        );
      const arriving = await tx.datasetVersion.findFirst({ where: { datasetId: id, ...ARRIVING } });
      if (arriving)
        throw new Conflict(`A version of ${owner}/${name} is still being processed. Cancel ${arriving.jobId} first.`);
      await tx.dataset.delete({ where: { id } });
    });
  }

  /** Blobs that some version needs, in the order of their digests, each once. */
  async *blobsInUse(): AsyncGenerator<Need> {
    for (let last = ''; ;) {
      const page = await this.database.datasetItem.groupBy({
        by: ['digest'],
        where: { digest: { gt: last } },
        orderBy: { digest: 'asc' },
        take: 1_000,
        _max: { bytes: true },
      });
      for (const { digest, _max } of page) yield { digest: digest as Digest, size: _max.bytes! };
      if (page.length === 0) return;
      last = page.at(-1)!.digest;
    }
  }

  private usersOf(digests: readonly Digest[], tx: Transaction = this.database): Promise<BlobUser[]> {
    return tx.$queryRaw<BlobUser[]>`
      SELECT DISTINCT i."digest", 'dataset:' || d."namespace" || '/' || d."name" || '@' || v."number" AS ref
      FROM "DatasetItem" i JOIN "DatasetVersion" v ON v."id" = i."versionId" JOIN "Dataset" d ON d."id" = v."datasetId"
      WHERE i."digest" = ANY (${digests})`;
  }
}
