import { Injectable, type OnModuleInit } from '@nestjs/common';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Accounts } from '#graft/accounts';
import { Config } from '#graft/config';
import type { Prisma } from '#graft/database';
import { type Job, type JobContext, type JobHandler, Jobs } from '#graft/jobs';
import { Uploads } from '#graft/uploads';
import type { ImportOutcome, ImportTask } from './import.child.js';
import type { ImportInput, ImportSource } from './import-requests.js';
import { Indexing } from './indexing.js';

/** A model that takes longer to fetch, read and store is given up. */
const TIMEOUT_MS = 60 * 60_000;

/** Works imports: models from uploads and addresses, and whole buckets. */
@Injectable()
export class ImportHandler implements JobHandler, OnModuleInit {
  readonly kind = 'import';

  constructor(
    private readonly config: Config,
    private readonly jobs: Jobs,
    private readonly uploads: Uploads,
    private readonly indexing: Indexing,
    private readonly accounts: Accounts,
  ) {}

  onModuleInit(): void {
    this.jobs.register(this);
  }

  async work(job: Job, context: JobContext): Promise<void> {
    const input = job.input as unknown as ImportInput;
    const folder = this.folderOf(job);
    await rm(folder, { recursive: true, force: true }); // of an attempt that was killed
    await mkdir(folder, { recursive: true });
    try {
      if (input.source.kind === 'index') {
        const caller = await this.accounts.callerFor(job.accountId, input.caller.scopes);
        await this.indexing.work(job, caller, input.source, folder, context);
      } else await this.read(job, input, input.source, folder, context);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async cancelled(job: Job): Promise<void> {
    await rm(this.folderOf(job), { recursive: true, force: true }); // of an attempt that was killed
  }

  private async read(
    job: Job,
    { asked }: ImportInput,
    source: Exclude<ImportSource, { kind: 'index' }>,
    folder: string,
    context: JobContext,
  ): Promise<void> {
    const { dataDir, s3, importAllow, maxUploadBytes } = this.config;
    const task: ImportTask = {
      settings: { dataDir, s3: s3 && { ...s3 }, importAllow, maxUploadBytes },
      folder,
      source: source.kind === 'url' ? source : { files: await this.filesOf(job, source.uploads) },
      asked,
    };
    const child = new URL('./import.child.js', import.meta.url);
    const { imported, preview } = await context.runInChild<ImportOutcome>(child, task, { timeoutMs: TIMEOUT_MS });
    await context.commit((tx) =>
      tx.import.update({ where: { id: job.id }, data: { preview: asJson(preview), result: asJson(imported) } }),
    );
    if (source.kind === 'uploads') for (const { id } of source.uploads) await this.uploads.remove(id);
  }

  private async filesOf(job: Job, uploads: { id: string; name?: string }[]): Promise<ImportFiles> {
    return Promise.all(
      uploads.map(async ({ id, name }) => {
        const upload = await this.uploads.open(id, job);
        return { name: name ?? upload.name, path: upload.path, size: upload.size };
      }),
    );
  }

  private folderOf({ id }: Job): string {
    return join(this.config.dataDir, 'imports', id);
  }
}

type ImportFiles = Extract<ImportTask['source'], { files: unknown }>['files'];

const asJson = (value: object) => value as unknown as Prisma.InputJsonObject;
