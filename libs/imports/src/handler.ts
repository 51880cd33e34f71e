import { Injectable, type OnModuleInit } from '@nestjs/common';
import { mkdir, rm } from 'node:fs/promises';
import { Quotas } from '#graft/accounts';
import { Config } from '#graft/config';
import { Database, type Prisma, type Transaction } from '#graft/database';
import { type Job, type JobContext, type JobEnd, type JobHandler, Jobs } from '#graft/jobs';
import { Conflict } from '#graft/problems';
import { BlobHolds, needsIn } from '#graft/storage';
import { Uploads } from '#graft/uploads';
import type { ImportOutcome, ImportTask } from './read-model.child.js';
import { importFolder, type ImportInput, type ImportSource } from './requests.js';

/** A model that takes longer to fetch, read and store is given up. */
const TIMEOUT_MS = 60 * 60_000;

/** Works imports of models from uploads and addresses. */
@Injectable()
export class ImportHandler implements JobHandler, OnModuleInit {
  readonly kind = 'import';

  constructor(
    private readonly database: Database,
    private readonly config: Config,
    private readonly jobs: Jobs,
    private readonly holds: BlobHolds,
    private readonly uploads: Uploads,
    private readonly quotas: Quotas,
  ) {}

  onModuleInit(): void {
    this.jobs.register(this);
  }

  async work(job: Job, context: JobContext): Promise<void> {
    const { result } = await this.database.import.findUniqueOrThrow({ where: { id: job.id } });
    if (result) return; // an earlier attempt read the model, and died before its end was recorded
    const folder = importFolder(this.config, job);
    await rm(folder, { recursive: true, force: true }); // of an attempt that was killed
    await mkdir(folder, { recursive: true });
    try {
      const outcome = await this.read(job, folder, context);
      await context.commit((tx) => this.keep(job, outcome, tx));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async ended(job: Job, { status }: JobEnd): Promise<void> {
    await rm(importFolder(this.config, job), { recursive: true, force: true }); // of an attempt that was killed
    const { source } = inputOf(job);
    if (status === 'succeeded' && source.kind === 'uploads')
      for (const { id } of source.uploads) await this.uploads.remove(id);
  }

  private async read(job: Job, folder: string, context: JobContext): Promise<ImportOutcome> {
    const { asked, source } = inputOf(job);
    const { dataDir, s3, importAllow, maxUploadBytes } = this.config;
    const task: ImportTask = {
      settings: { dataDir, s3: s3 && { ...s3 }, importAllow, maxUploadBytes },
      folder,
      source: await this.sourceOf(job, source),
      asked,
    };
    const child = new URL('./read-model.child.js', import.meta.url);
    return context.runInChild<ImportOutcome>(child, task, { timeoutMs: TIMEOUT_MS });
  }

  /** Its blobs are held, and count for the account instead of the uploads, until it is published, deleted or expired. */
  private async keep(job: Job, { imported, preview }: ImportOutcome, tx: Transaction): Promise<void> {
    const { source } = inputOf(job);
    await this.quotas.lockAccount(tx, job.accountId);
    await this.holds.hold(tx, needsIn(imported));
    const sizes = new Map([...needsIn(imported)].map(({ digest, size }) => [digest, size!]));
    const blobs = { createMany: { data: [...sizes].map(([digest, size]) => ({ digest, size })) } };
    const data = { preview: asJson(preview), result: asJson(imported), blobs };
    await tx.import.update({ where: { id: job.id }, data });
    const uploads = source.kind === 'uploads' ? source.uploads.map(({ id }) => id) : [];
    await this.uploads.used(tx, uploads);
    await this.quotas.assertRoom(tx, job.accountId);
  }

  private async sourceOf(job: Job, source: ImportSource): Promise<ImportTask['source']> {
    if (source.kind === 'url') return source;
    if (source.kind === 'index')
      throw new Conflict(`An earlier version of Graft queued this index. Index ${source.address} again.`);
    return { files: await Promise.all(source.uploads.map((upload) => this.fileOf(job, upload))) };
  }

  private async fileOf(job: Job, { id, name }: { id: string; name?: string }) {
    const upload = await this.uploads.open(id, job);
    return { name: name ?? upload.name, path: upload.path, size: upload.size };
  }
}

const inputOf = (job: Job) => job.input as unknown as ImportInput;

const asJson = (value: object) => value as unknown as Prisma.InputJsonObject;
