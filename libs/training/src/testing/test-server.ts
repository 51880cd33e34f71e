import { ArgumentsHost, Catch, type INestApplication, ValidationPipe } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { ThrottlerModule } from '@nestjs/throttler';
import type { Response as Answer } from 'express';
import { Accounts, AccountsModule, Tokens, type Caller } from '#graft/accounts';
import { Config, ConfigModule } from '#graft/config';
import { Database, DatabaseModule, type Role } from '#graft/database';
import { DatasetsModule } from '#graft/datasets';
import { JobsModule } from '#graft/jobs';
import { Problem } from '#graft/problems';
import { BlobStore, StorageModule } from '#graft/storage';
import { UploadsModule } from '#graft/uploads';
import { Publishing, ZooModule } from '#graft/zoo';
import { placeKeptDatabase } from '../../../database/src/testing/kept-database.js';
import type { RunItem } from '../run-input.js';
import type { RunResponse } from '../runs.dto.js';
import { TrainingModule } from '../training.module.js';
import { smallBase } from './pictures.js';

@Catch(Problem)
class Problems {
  catch(problem: Problem, host: ArgumentsHost): void {
    host.switchToHttp().getResponse<Answer>().status(problem.status).json(problem);
  }
}

export interface Member extends Caller {
  token: string;
}

/** A service that works runs, and what a client of it does. */
export class TestServer {
  private constructor(
    readonly app: INestApplication,
    private readonly url: string,
  ) {}

  static async start(dataDir: string): Promise<TestServer> {
    await placeKeptDatabase(dataDir);
    const module = await Test.createTestingModule({
      imports: [
        ConfigModule.of(Object.assign(new Config(), { dataDir })),
        DatabaseModule,
        StorageModule,
        ThrottlerModule.forRoot(),
        AccountsModule,
        JobsModule.forRoot({ work: ['run'] }),
        UploadsModule,
        DatasetsModule,
        ZooModule,
        TrainingModule,
      ],
    }).compile();
    const app = module.createNestApplication({ logger: false });
    app.useGlobalFilters(new Problems());
    app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }));
    await app.listen(0, '127.0.0.1');
    return new TestServer(app, await app.getUrl());
  }

  get database(): Database {
    return this.app.get(Database);
  }

  get blobs(): BlobStore {
    return this.app.get<BlobStore>(BlobStore);
  }

  async member(name: string, role: Role = 'member', scopes = ['read', 'train', 'publish']): Promise<Member> {
    const account = await this.app.get(Accounts).create({ name, role });
    const granted = scopes as Caller['scopes'];
    const { secret } = await this.app.get(Tokens).issue(account.id, { name: 'test', scopes: granted });
    return { accountId: account.id, name, scopes: granted, token: secret };
  }

  /** Publishes MobileNetV2 0.35 as `owner/small`. */
  async publishBase(caller: Member): Promise<void> {
    const artifact = await smallBase(this.blobs);
    await this.app.get(Publishing).publish({ caller, name: `${caller.name}/small`, visibility: 'public', artifact });
  }

  /** A data set version of these images, as if it had arrived. */
  async putDataset(owner: Member, name: string, items: RunItem[]): Promise<void> {
    const labels = [...new Set(items.flatMap((item) => item.labels))].sort();
    await this.database.dataset.create({
      data: {
        namespace: owner.name,
        name,
        accountId: owner.accountId,
        versions: {
          create: {
            number: 1,
            labels,
            itemCount: items.length,
            ready: true,
            digest: `sha256:${'0'.repeat(64)}`,
            items: {
              create: items.map((item) => ({ ...item, width: 300, height: 300, bytes: 1, format: 'jpeg' })),
            },
          },
        },
      },
    });
  }

  fetch(path: string, who: Member, init: RequestInit = {}): Promise<Response> {
    return fetch(this.url + path, { ...init, headers: { ...init.headers, authorization: `Bearer ${who.token}` } });
  }

  post(path: string, who: Member, body: object = {}): Promise<Response> {
    const headers = { 'content-type': 'application/json' };
    return this.fetch(path, who, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  async get<T>(path: string, who: Member): Promise<T> {
    return (await (await this.fetch(path, who)).json()) as T;
  }

  /** @returns the run's path. @throws what was refused */
  async begin(who: Member, request: object): Promise<string> {
    const response = await this.post('/runs', who, { base: 'ada/small', dataset: 'emoji', ...request });
    if (response.status !== 202) throw Problem.from((await response.json()) as ReturnType<Problem['toJSON']>);
    return response.headers.get('location')!;
  }

  /** Waits until the run is as wanted. */
  async until(path: string, who: Member, wanted: (run: RunResponse) => boolean): Promise<RunResponse> {
    const deadline = Date.now() + 90_000;
    for (;;) {
      const run = await this.get<RunResponse>(path, who);
      if (wanted(run)) return run;
      if (Date.now() > deadline) throw new Error(`Not in time: ${JSON.stringify(run)}`);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }

  async ended(path: string, who: Member): Promise<RunResponse> {
    await (await this.fetch(`${path}/events`, who)).text(); // its log closes once it has ended
    return this.get(path, who);
  }

  async run(who: Member, request: object): Promise<RunResponse> {
    return this.ended(await this.begin(who, request), who);
  }
}
