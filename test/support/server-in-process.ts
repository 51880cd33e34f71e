import type { NestExpressApplication } from '@nestjs/platform-express';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Accounts, type Caller, type Scope, Tokens } from '#graft/accounts';
import { Config } from '#graft/config';
import { Database, type Role } from '#graft/database';
import { BlobStore, type LocalBlobStore } from '#graft/storage';
import { Publishing } from '#graft/zoo';
import { placeKeptDatabase } from '../../libs/database/src/testing/kept-database.js';
import { createApp } from '../../apps/server/src/server.js';
import { makeRun, storeTinyArtifact } from '../../libs/zoo/src/testing/test-zoo.js';

export interface Member {
  caller: Caller;
  token: string;
}

/** The whole server from its sources, in this process, on a data folder of its own and without the starter zoo. */
export class ServerInProcess {
  private constructor(
    readonly app: NestExpressApplication,
    private readonly dataDir: string,
  ) {}

  static async start(settings: Partial<Config> = {}): Promise<ServerInProcess> {
    const dataDir = await mkdtemp(join(tmpdir(), 'graft-in-process-'));
    await placeKeptDatabase(dataDir);
    const unlimited = { rateLimit: 1e9, starter: false, logLevel: 'silent' as const };
    const app = await createApp(Object.assign(new Config(), unlimited, settings, { dataDir }));
    await app.get(Accounts).ensureOwner();
    await app.listen(0, '127.0.0.1');
    return new ServerInProcess(app, dataDir);
  }

  get port(): number {
    return (this.app.getHttpServer().address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get database(): Database {
    return this.app.get(Database);
  }

  async member(name: string, role: Role, scopes: Scope[]): Promise<Member> {
    const account = await this.app.get(Accounts).create({ name, role });
    const { secret } = await this.app.get(Tokens).issue(account.id, { name: 'test', scopes });
    return { caller: await this.app.get(Tokens).callerOf(secret), token: secret };
  }

  /** Publishes a tiny model as `NAMESPACE/tiny`, with a run that made it from a data set. @returns the run's id */
  async publishTinyModel({ caller }: Member): Promise<string> {
    const artifact = await storeTinyArtifact(this.app.get<LocalBlobStore>(BlobStore), 1);
    const { version } = await this.app
      .get(Publishing)
      .publish({ caller, name: `${caller.name}/tiny`, visibility: 'public', artifact });
    const id = await makeRun(this.database, caller.accountId, version.id);
    const made = { artifact: structuredClone<object>(artifact), artifactDigest: artifact.artifactDigest };
    await this.database.run.update({ where: { id }, data: made });
    await this.database.job.update({ where: { id }, data: { status: 'succeeded', finishedAt: new Date() } });
    return id;
  }

  async close(): Promise<void> {
    await this.app.close();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}
