import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Accounts } from '#graft/accounts';
import { Config } from '#graft/config';
import { Database, Prisma, type Job } from '#graft/database';
import { Datasets } from '#graft/datasets';
import { Jobs, type JobContext, type JobHandler } from '#graft/jobs';
import { BlobHolds, BlobStore, needsIn, type BlobRef } from '#graft/storage';
import type { Manifest } from '#graft/zoo';
import type { RunResult } from './pipeline.js';
import type { RunInput } from './run-input.js';
import { RunPublishing } from './run-publishing.js';
import { assertImagesThere, datasetOf, recipeOf, RUN_PARTS, taskOf, type RunRow } from './run-row.js';
import { Runs } from './runs.js';
import type { PublishAs } from './runs.dto.js';

/** Works runs: the child process does the heavy part, this keeps the run's row. */
@Injectable()
export class RunHandler implements JobHandler, OnModuleInit {
  readonly kind = 'run';

  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly blobs: BlobStore,
    private readonly holds: BlobHolds,
    private readonly jobs: Jobs,
    private readonly datasets: Datasets,
    private readonly runs: Runs,
    private readonly publishing: RunPublishing,
    private readonly accounts: Accounts,
  ) {}

  onModuleInit(): void {
    this.jobs.register(this);
  }

  async work(job: Job, context: JobContext): Promise<void> {
    const run = await this.read(job.id);
    if (!run.artifact) await this.train(run, context);
    if (run.publishAs) await this.publish(job, context);
  }

  private async train(run: RunRow, context: JobContext): Promise<void> {
    const checkpoints = new Checkpoints(run, this.blobs, this.holds, context);
    const result = await context.runInChild<RunResult>(
      new URL('./run.child.js', import.meta.url),
      await this.inputOf(run),
      {
        onMessage: async (type, data) => {
          if (type === 'checkpoint') await checkpoints.keep(data as BlobRef);
          else if (type === 'engine') await this.note(run, context, { engine: data });
          else await context.emit(type, data);
        },
      },
    );
    await this.note(run, context, {
      artifact: result.artifact as unknown as Prisma.InputJsonObject,
      artifactDigest: result.artifact.artifactDigest,
      evaluation: result.evaluation as unknown as Prisma.InputJsonObject,
    });
    await checkpoints.drop();
  }

  private async inputOf(run: RunRow): Promise<RunInput> {
    const { dataDir, s3, threads, maxPixels, featureCacheBytes } = this.config;
    const items = await this.datasets.items(assertImagesThere(run));
    return {
      run: run.id,
      task: taskOf(run).name,
      base: (run.base.manifest as unknown as Manifest).artifact,
      labels: datasetOf(run).labels,
      items: items.map(({ position, name, digest, contentDigest, labels }) => ({
        position,
        name,
        digest: digest as BlobRef['digest'],
        contentDigest,
        labels,
      })),
      recipe: recipeOf(run),
      checkpoint: run.checkpoint as unknown as BlobRef | null,
      config: { dataDir, s3, threads, maxPixels, featureCacheBytes },
    };
  }

  private async publish(job: Job, context: JobContext): Promise<void> {
    const run = await this.read(job.id);
    // What the token of POST /runs permitted; the account itself may have lost its namespace since.
    const { scopes = ['publish'] } = job.input as { scopes?: string[] };
    const caller = await this.accounts.callerFor(job.accountId, scopes);
    const publishAs = run.publishAs as unknown as PublishAs;
    await this.publishing.publish(caller, run, await this.runs.log(run), publishAs, (write) => context.commit(write));
  }

  private note({ id }: RunRow, context: JobContext, data: Prisma.RunUpdateInput): Promise<unknown> {
    return context.commit(async (tx) => {
      await this.holds.hold(tx, needsIn(data));
      await tx.run.update({ where: { id }, data });
    });
  }

  private read(id: string): Promise<RunRow> {
    return this.database.run.findUniqueOrThrow({ where: { id }, include: RUN_PARTS });
  }
}

/** The run's latest checkpoint: one blob, of which the row knows, and nothing left of those before it. */
class Checkpoints {
  private latest: BlobRef | null;

  constructor(
    private readonly run: RunRow,
    private readonly blobs: BlobStore,
    private readonly holds: BlobHolds,
    private readonly context: JobContext,
  ) {
    this.latest = run.checkpoint as unknown as BlobRef | null;
  }

  keep(checkpoint: BlobRef): Promise<void> {
    return this.replace(checkpoint);
  }

  drop(): Promise<void> {
    return this.replace(null);
  }

  /** The row first: a blob that it names is never missing. */
  private async replace(checkpoint: BlobRef | null): Promise<void> {
    const before = this.latest;
    await this.context.commit(async (tx) => {
      await this.holds.hold(tx, checkpoint ? [checkpoint] : []);
      await tx.run.update({
        where: { id: this.run.id },
        data: { checkpoint: checkpoint ? { ...checkpoint } : Prisma.DbNull },
      });
    });
    this.latest = checkpoint;
    if (before && before.digest !== checkpoint?.digest) await this.blobs.delete(before.digest);
  }
}
