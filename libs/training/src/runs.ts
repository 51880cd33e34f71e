import { Injectable } from '@nestjs/common';
import { assertPermits, seesPrivate, type Caller } from '#graft/accounts';
import { visitorFor } from '#graft/admission';
import type { Artifact, Preprocessing } from '#graft/artifact';
import { Database, type Prisma } from '#graft/database';
import { Datasets, type VersionWithDataset } from '#graft/datasets';
import { Jobs } from '#graft/jobs';
import { Conflict, InvalidInput, NotFound } from '#graft/problems';
import { BlobStore, type BlobRef } from '#graft/storage';
import { ModelPool } from '#graft/serving';
import { Publishing, References } from '#graft/zoo';
import { completeRecipe, type Reasons } from './recipe-defaults.js';
import type { CompleteRecipe, Recipe } from './recipe.js';
import {
  artifactOf,
  assertImagesThere,
  readLog,
  RUN_PARTS,
  type RunDataset,
  type RunLog,
  type RunRow,
} from './run-row.js';
import { tunable } from './tunable.js';
import type { ChooseRecipeRequest, CreateRunRequest, PublishAs } from './runs.dto.js';
import { FIRST_TASK, taskNamed } from './tasks/index.js';

interface ChosenRecipe {
  recipe: CompleteRecipe;
  reasons: Reasons;
}

/** Fine-tunes: what was asked for, what came of it. */
@Injectable()
export class Runs {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly references: References,
    private readonly datasets: Datasets,
    private readonly publishing: Publishing,
    private readonly blobs: BlobStore,
    private readonly models: ModelPool,
  ) {}

  /**
   * Completes the recipe and queues the run. Whatever can be known to fail is refused here.
   * @throws NotFound, InvalidInput, SurgeryRefused, Forbidden, Conflict
   */
  async create(
    caller: Caller,
    { base: ref, dataset, recipe: asked = {}, publishAs }: CreateRunRequest,
  ): Promise<RunRow> {
    const base = await this.references.resolve(ref, caller);
    const version = await this.datasets.resolve(dataset, caller);
    const counts = taskNamed(FIRST_TASK).count(await this.datasets.items(version.id), version.labels);
    if (publishAs) await this.assertPublishable(caller, publishAs);
    const { recipe, reasons } = await this.complete(caller, base.manifest.artifact, asked, counts);
    return this.database.$transaction(async (tx) => {
      const job = await this.jobs.create(
        { kind: 'run', accountId: caller.accountId, input: { scopes: caller.scopes } },
        tx,
      );
      return tx.run.create({
        data: {
          id: job.id,
          baseVersionId: base.version.id,
          datasetVersionId: version.id,
          dataset: rememberedOf(version),
          recipe: recipe as unknown as Prisma.InputJsonObject,
          reasons,
          publishAs: publishAs && { ...publishAs },
        },
        include: RUN_PARTS,
      });
    });
  }

  /**
   * The recipe that a run would have, and why, without starting one.
   * @throws NotFound, InvalidInput, SurgeryRefused, as `create` would
   */
  async choose(
    caller: Caller,
    { base: ref, dataset, images, recipe = {} }: ChooseRecipeRequest,
  ): Promise<ChosenRecipe> {
    if ((dataset === undefined) === (images === undefined))
      throw new InvalidInput(
        'Nothing to train on was given. Send either a data set or the number of images per class.',
        {
          received: { dataset, images },
          accepted: [{ dataset: 'owner/name' }, { images: [40, 40] }],
        },
      );
    const base = await this.references.resolve(ref, caller);
    return this.complete(caller, base.manifest.artifact, recipe, images ?? (await this.countOf(dataset!, caller)));
  }

  /** The caller's own, the latest first: what comes after `cursor`, and one more than `limit` where there is more. */
  async list(caller: Caller, { cursor, limit }: { cursor?: string; limit: number }): Promise<RunRow[]> {
    return this.database.run.findMany({
      // Ids are in the order of their making (UUID version 7).
      where: { id: { lt: cursor }, job: { accountId: caller.accountId } },
      orderBy: { id: 'desc' },
      take: limit + 1,
      include: RUN_PARTS,
    });
  }

  /** @throws NotFound for what is not there or another account's; admins see all. */
  async find(caller: Caller, id: string): Promise<RunRow> {
    const run = await this.database.run.findUnique({ where: { id }, include: RUN_PARTS });
    if (run && seesPrivate(caller, run.job.accountId)) return run;
    throw new NotFound(`There is no run ${id}.`, { received: id });
  }

  /** The model that a finished run made. @throws NotFound, Conflict before it is done */
  async artifact(caller: Caller, id: string): Promise<Artifact> {
    const run = await this.find(caller, id);
    const artifact = artifactOf(run);
    if (artifact) return artifact;
    throw new Conflict(`Run ${id} has no model, because its status is ${run.job.status}.`, {
      received: run.job.status,
      accepted: 'a run that has succeeded',
    });
  }

  async log({ id }: RunRow): Promise<RunLog> {
    const events = await this.database.jobEvent.findMany({
      where: { jobId: id, type: { in: ['epoch', 'step'] } },
      orderBy: { seq: 'asc' },
    });
    return readLog(events);
  }

  async cancel(caller: Caller, id: string): Promise<RunRow> {
    await this.find(caller, id);
    await this.jobs.cancel(id);
    return this.find(caller, id);
  }

  /** Goes on with a failed or cancelled run from its last checkpoint. @throws Conflict where its images are gone */
  async resume(caller: Caller, id: string): Promise<RunRow> {
    const run = await this.find(caller, id);
    if (!run.artifact) assertImagesThere(run);
    await this.jobs.resume(id);
    return this.find(caller, id);
  }

  /** Models published from it stay. @throws Conflict while it is at work */
  async delete(caller: Caller, id: string): Promise<void> {
    const { job, checkpoint } = await this.find(caller, id);
    if (job.status === 'queued' || job.status === 'running') {
      throw new Conflict(`Run ${id} is ${job.status}. Cancel it first.`, { received: job.status });
    }
    await this.database.job.delete({ where: { id } });
    if (checkpoint) await this.blobs.delete((checkpoint as unknown as BlobRef).digest);
  }

  private async countOf(dataset: string, caller: Caller): Promise<number[]> {
    const { id, labels } = await this.datasets.resolve(dataset, caller);
    return taskNamed(FIRST_TASK).count(await this.datasets.items(id), labels);
  }

  /** @param classCounts images of each class. @throws InvalidInput, SurgeryRefused */
  private async complete(caller: Caller, base: Artifact, asked: Recipe, classCounts: number[]): Promise<ChosenRecipe> {
    const { preprocessing, cut } = await tunable(this.blobs, base);
    const chosen = completeRecipe(asked, { inputSize: preprocessing.size, cut, classCounts });
    if (asked.inputSize ?? asked.cut) await this.assertFits(caller, base, chosen.recipe, preprocessing.channels);
    return chosen;
  }

  /** @throws SurgeryRefused saying why the base cannot be cut so */
  private async assertFits(
    caller: Caller,
    base: Artifact,
    { cut, inputSize, head }: CompleteRecipe,
    channels: Preprocessing['channels'],
  ): Promise<void> {
    await this.models.shape(visitorFor(caller.accountId), base, {
      top: false,
      layer: cut,
      pooling: head.pooling,
      inputShape: [...inputSize, channels],
    });
  }

  private async assertPublishable(caller: Caller, publication: PublishAs): Promise<void> {
    assertPermits(caller, ['publish'], 'publishAs');
    await this.publishing.assertPublishable({ caller, ...publication });
  }
}

/** What a run keeps of its data set, should that be deleted. */
const rememberedOf = ({ dataset, number, digest, labels }: VersionWithDataset) =>
  ({
    ref: `${dataset.namespace}/${dataset.name}@${number}`,
    digest: digest!,
    labels,
    license: dataset.license,
    task: FIRST_TASK,
  }) satisfies RunDataset;
