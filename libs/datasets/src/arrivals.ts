import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Accounts, assertPermits, type Caller, maySee, Quotas, seesPrivate } from '#graft/accounts';
import { Config } from '#graft/config';
import { Database, type Dataset, type Transaction, type Visibility } from '#graft/database';
import { type Job, type JobContext, type JobEnd, type JobHandler, Jobs } from '#graft/jobs';
import { Conflict, InvalidInput, mayPass, NotFound } from '#graft/problems';
import { BlobHolds } from '#graft/storage';
import { Uploads } from '#graft/uploads';
import type { ArrivalInput, ArrivalOrder, ArrivalResult, ArrivalSource, ArrivedBatch } from './arrival-input.js';
import { parseName } from './references.js';
import { SAMPLE_LICENSE } from './sample-set.js';

/** What is asked for: a new data set, or a new version of one. */
export interface Arriving {
  /** `owner/name`, or `name` in the caller's namespace. */
  name: string;
  upload?: string;
  sample?: boolean;
  visibility?: Visibility;
  license?: string;
}

/** Rows that one statement inserts. */
const ROWS = 1_000;

/** Brings images in: a job each, whose version is there only once all of its images are. */
@Injectable()
export class Arrivals implements JobHandler, OnModuleInit {
  readonly kind = 'arrival';

  constructor(
    private readonly database: Database,
    private readonly accounts: Accounts,
    private readonly quotas: Quotas,
    private readonly jobs: Jobs,
    private readonly holds: BlobHolds,
    private readonly uploads: Uploads,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.jobs.register(this);
  }

  /**
   * @throws InvalidInput, NotFound, Forbidden; Conflict while another version of the data set arrives, or where the data
   * set has another visibility
   */
  async begin(arriving: Arriving, caller: Caller): Promise<Job> {
    const { owner, name } = parseName(arriving.name, caller);
    await this.accounts.assertMayPublish(caller, owner);
    const source = sourceOf(arriving);
    if (source.kind === 'upload') await this.uploads.open(source.upload, caller);
    const before = await this.database.dataset.findUnique({ where: { namespace_name: { namespace: owner, name } } });
    // Whether a private data set is there, and how many versions it has, is not for a token without `read`.
    if (before && !maySee(caller, before)) assertPermits(caller, ['read'], 'name');
    return this.database.$transaction(async (tx) => {
      const dataset = await this.dataset(tx, caller, owner, name);
      const number = await nextNumber(tx, dataset);
      const facts = await factsOf(tx, dataset, arriving);
      const version = await tx.datasetVersion.create({ data: { datasetId: dataset.id, number } });
      const input: ArrivalInput = { versionId: version.id, dataset: `${owner}/${name}`, number, source, ...facts };
      const job = await this.jobs.create({ kind: 'arrival', accountId: caller.accountId, input }, tx);
      await tx.datasetVersion.update({ where: { id: version.id }, data: { jobId: job.id } });
      return job;
    });
  }

  /** @throws NotFound for an unknown arrival, or that of another account */
  async find(id: string, caller: Caller): Promise<Job> {
    const job = await this.database.job.findFirst({ where: { id, kind: 'arrival' } });
    if (job && seesPrivate(caller, job.accountId)) return job;
    throw new NotFound(`There is no upload of a data set with the id ${id}.`, { received: id });
  }

  /** Repeating it is harmless: blobs are stored under their digests, and rows are written once, at the end. */
  async work(job: Job, context: JobContext): Promise<void> {
    const { versionId } = inputOf(job);
    const { ready } = await this.database.datasetVersion.findUniqueOrThrow({ where: { id: versionId } });
    if (!ready) await this.takeIn(job, await this.order(job), context);
  }

  async ending(job: Job, end: JobEnd, tx: Transaction): Promise<void> {
    if (isFinal(end)) await discard(tx, inputOf(job).versionId);
  }

  async ended(job: Job, end: JobEnd): Promise<void> {
    const { source } = inputOf(job);
    if (source.kind === 'upload' && isFinal(end)) await this.uploads.remove(source.upload);
  }

  private async takeIn(job: Job, order: ArrivalOrder, context: JobContext): Promise<void> {
    const { versionId, visibility, license, ...input } = inputOf(job);
    const owner = input.dataset.split('/')[0]!;
    const batches: ArrivedBatch[] = [];
    const { digest, labels } = await context.runInChild<ArrivalResult>(
      new URL('./arrival.child.js', import.meta.url),
      order,
      {
        async onMessage(type, data) {
          if (type === 'arrived') batches.push(data as ArrivedBatch);
          else await context.emit(type, data);
        },
      },
    );
    const items = batches.flatMap((batch) => batch.items);
    const problems = batches.flatMap((batch) => batch.problems);
    await context.commit(async (tx) => {
      await this.accounts.claimNamespace(tx, job, owner);
      const accountId = await this.quotas.lock(tx, owner);
      await this.holds.hold(tx, items);
      for (let i = 0; i < items.length; i += ROWS)
        await tx.datasetItem.createMany({ data: items.slice(i, i + ROWS).map((item) => ({ ...item, versionId })) });
      for (let i = 0; i < problems.length; i += ROWS)
        await tx.datasetProblem.createMany({
          data: problems.slice(i, i + ROWS).map((file) => ({ ...file, versionId })),
        });
      if (input.source.kind === 'upload') await this.uploads.used(tx, [input.source.upload]);
      await this.quotas.assertRoom(tx, accountId);
      const bytes = items.reduce((sum, item) => sum + item.bytes, 0);
      const dataset = { update: { visibility, license } };
      const data = { digest, labels, itemCount: items.length, bytes, ready: true, dataset };
      await tx.datasetVersion.update({ where: { id: versionId }, data });
    });
  }

  private async order(job: Job): Promise<ArrivalOrder> {
    const { source } = inputOf(job);
    const { dataDir, s3, maxPixels, threads } = this.config;
    const config = { dataDir, maxPixels, threads, ...(s3 && { s3: { ...s3 } }) };
    if (source.kind === 'sample') return { source, config };
    const { path } = await this.uploads.open(source.upload, job);
    return { source: { kind: 'zip', path }, config };
  }

  /** Finds the data set or makes a private one, and locks its row: a second request for a version waits. */
  private async dataset(tx: Transaction, caller: Caller, owner: string, name: string): Promise<Dataset> {
    // A namespace that is not there yet is made with the version: an arrival that fails leaves none behind.
    const namespace = await tx.namespace.findUnique({ where: { name: owner } });
    const { accountId } = namespace ?? caller;
    return tx.dataset.upsert({
      where: { namespace_name: { namespace: owner, name } },
      create: { namespace: owner, name, accountId, visibility: 'private' },
      update: { namespace: owner },
    });
  }
}

const inputOf = (job: Job) => job.input as unknown as ArrivalInput;

/** Whether trying again would end the same way: only a store or disk that was away makes a difference. */
const isFinal = ({ problem }: JobEnd) => !problem || !mayPass(problem);

function sourceOf({ upload, sample }: Arriving): ArrivalSource {
  if ((upload === undefined) === !sample)
    throw new InvalidInput('The source of the images is missing. Give either an upload or the sample set.', {
      received: { upload, sample },
      accepted: [{ upload: 'id of a finished upload' }, { sample: true }],
    });
  return upload === undefined ? { kind: 'sample' } : { kind: 'upload', upload };
}

/**
 * What the data set becomes once the version is ready. Until then nothing that others can see changes.
 * @throws Conflict if a data set that has versions is to get another visibility
 */
async function factsOf(
  tx: Transaction,
  dataset: Dataset,
  { sample, visibility, license = sample ? SAMPLE_LICENSE : undefined }: Arriving,
): Promise<Pick<ArrivalInput, 'visibility' | 'license'>> {
  const versions = await tx.datasetVersion.count({ where: { datasetId: dataset.id, ready: true } });
  if (versions === 0) return { visibility: visibility ?? 'private', license };
  if (visibility === undefined || visibility === dataset.visibility) return { license };
  const name = `${dataset.namespace}/${dataset.name}`;
  throw new Conflict(
    `${name} is ${dataset.visibility}, and so are all its versions. Send the version without a visibility, or change the visibility of the data set first: graft visibility ${name} ${visibility}.`,
    { where: 'visibility', received: visibility, accepted: dataset.visibility },
  );
}

/** @throws Conflict while another version arrives. What an arrival that failed left behind is removed. */
async function nextNumber(tx: Transaction, dataset: Dataset): Promise<number> {
  const unready = await tx.datasetVersion.findFirst({
    where: { datasetId: dataset.id, ready: false },
    include: { job: true },
  });
  if (unready?.job?.status === 'queued' || unready?.job?.status === 'running')
    throw new Conflict(
      `Another version of ${dataset.namespace}/${dataset.name} is still being processed: ${unready.jobId}. Wait until it ends, or cancel it.`,
      {
        received: unready.jobId,
      },
    );
  if (unready) await tx.datasetVersion.delete({ where: { id: unready.id } });
  const last = await tx.datasetVersion.aggregate({ where: { datasetId: dataset.id }, _max: { number: true } });
  return (last._max.number ?? 0) + 1;
}

/** Forgets a version that never became ready, and its data set if that has no other; spares one that is ready. */
async function discard(tx: Transaction, versionId: string): Promise<void> {
  const version = await tx.datasetVersion.findUnique({ where: { id: versionId } });
  if (!version || version.ready) return;
  await tx.datasetVersion.delete({ where: { id: versionId } });
  await tx.dataset.deleteMany({ where: { id: version.datasetId, versions: { none: {} } } });
}
