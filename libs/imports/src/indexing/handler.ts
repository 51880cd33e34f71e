import { Injectable, type OnModuleInit } from '@nestjs/common';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Accounts, type Caller } from '#graft/accounts';
import { Config, parseSource, type SourceAddress } from '#graft/config';
import { ChildDied, ChildKilled, OutOfMemory, Progress, TimedOut } from '#graft/child';
import { type Job, type JobContext, type JobHandler, Jobs } from '#graft/jobs';
import type { ObjectSource, SourceObject } from '#graft/storage';
import { importFolder, type ImportInput, type IndexSource } from '../requests.js';
import { openIndexSource } from './sources.js';
import type { Indexed, IndexingTask } from './indexing.child.js';
import { type ModelObjects, planIndexing } from './plan.js';
import { IndexingRecords } from './records.js';

/** A child reads so many models, and is then replaced by another, so that no leak grows. */
const MODELS_PER_CHILD = 200;

/** Works indexes: lists the models of a bucket or folder in the zoo. */
@Injectable()
export class IndexingHandler implements JobHandler, OnModuleInit {
  readonly kind = 'index';
  /** A model that takes longer is left to the next index; the index itself takes as long as it has models to read. */
  modelMs = 30 * 60_000;

  constructor(
    private readonly config: Config,
    private readonly jobs: Jobs,
    private readonly records: IndexingRecords,
    private readonly accounts: Accounts,
  ) {}

  onModuleInit(): void {
    this.jobs.register(this);
  }

  async work(job: Job, context: JobContext): Promise<void> {
    const { caller, source } = job.input as unknown as ImportInput & { source: IndexSource };
    const folder = importFolder(this.config, job);
    try {
      const acting = await this.accounts.callerFor(job.accountId, caller.scopes);
      await this.index(job, acting, source, folder, context);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async ended(job: Job): Promise<void> {
    await rm(importFolder(this.config, job), { recursive: true, force: true }); // of an attempt that was killed
  }

  /**
   * Reads what is new or changed, and marks what is gone. Each model is committed with what is known of its objects, so
   * that a later attempt, and a later index, continue where this one ends.
   */
  private async index(
    job: Job,
    caller: Caller,
    source: IndexSource,
    folder: string,
    context: JobContext,
  ): Promise<void> {
    // Asked again, since the operator or a link may have changed while the job waited.
    const opened = await openIndexSource(caller, parseSource(source.address), this.config);
    const objects = await listed(opened);
    const record = await this.records.open(job, caller, source, context);
    const plan = planIndexing(objects, record.known, record.reader);
    await record.begin(plan);
    const { unchanged, read, gone } = plan;
    const total = unchanged.length + read.length + gone.length;
    const progress = new Progress(context.emit, 'index', total, unchanged.length);
    let done = unchanged.length;
    await progress.report(done);
    for (let start = 0; start < read.length; start += MODELS_PER_CHILD)
      await this.readAll(
        read.slice(start, start + MODELS_PER_CHILD),
        opened.address,
        folder,
        context,
        async (indexed) => {
          await record.add(indexed);
          await progress.report(++done);
        },
      );
    for (const object of gone) {
      await record.markGone(object);
      await progress.report(++done);
    }
    await record.forget(plan.forgotten);
  }

  /** One child for many; after a model that ends it, another child continues with the rest. */
  private async readAll(
    models: ModelObjects[],
    source: SourceAddress,
    folder: string,
    context: JobContext,
    take: (indexed: Indexed & { model: ModelObjects }) => Promise<void>,
  ): Promise<void> {
    const left = new Map(models.map((model) => [model.main, model]));
    const taken = async (indexed: Indexed) => {
      await take({ ...indexed, model: left.get(indexed.main)! });
      left.delete(indexed.main);
    };
    while (left.size > 0) {
      let reading: string | undefined;
      const { dataDir, s3 } = this.config;
      const settings = { dataDir, s3: s3 && { ...s3 } };
      const task: IndexingTask = { settings, source, folder: join(folder, 'model'), models: [...left.values()] };
      try {
        await context.runInChild(new URL('./indexing.child.js', import.meta.url), task, {
          silenceMs: this.modelMs,
          async onMessage(type, data) {
            if (type === 'reading') reading = (data as { main: string }).main;
            else await taken(data as Indexed);
          },
        });
      } catch (error) {
        if (reading === undefined || !left.has(reading)) throw error;
        await taken({ main: reading, ...endedBy(error) });
      }
    }
  }
}

/** What the end of a child says about the model that it was reading. @throws the error where it says nothing */
function endedBy(error: unknown): { refused: string } | { failed: string } {
  if (error instanceof ChildDied || error instanceof OutOfMemory) return { refused: error.detail };
  // The machine or the store may be slow, or the machine short of memory, just now.
  if (error instanceof TimedOut || error instanceof ChildKilled) return { failed: error.detail };
  throw error;
}

async function listed(source: ObjectSource): Promise<SourceObject[]> {
  const objects: SourceObject[] = [];
  for await (const object of source.list()) objects.push(object);
  return objects;
}
