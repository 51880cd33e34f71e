import { type ArgumentsHost, Catch, type INestApplication, type Type, ValidationPipe } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { Response as ExpressResponse } from 'express';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Accounts, AccountsModule, type Scope, Tokens } from '#graft/accounts';
import { Config, ConfigModule } from '#graft/config';
import { Database, DatabaseModule, type Role } from '#graft/database';
import { JobsModule } from '#graft/jobs';
import { Problem } from '#graft/problems';
import { BlobRoots, StorageModule } from '#graft/storage';
import { UploadsModule } from '#graft/uploads';
import { placeKeptDatabase } from '../../../database/src/testing/kept-database.js';
import { ImportsModule } from '../imports.module.js';

@Catch(Problem)
class Problems {
  catch(problem: Problem, host: ArgumentsHost): void {
    host.switchToHttp().getResponse<ExpressResponse>().status(problem.status).json(problem);
  }
}

/** Imports and the zoo behind a server on 127.0.0.1 that works its own imports, on a throw-away folder. */
export class WholeApp {
  private constructor(
    private app: INestApplication,
    private readonly config: Config,
    private readonly tokens: Record<string, string>,
  ) {}

  /** @param members their roles by their names. */
  static async start(members: Record<string, Role>, settings: Partial<Config> = {}): Promise<WholeApp> {
    const dataDir = await mkdtemp(join(tmpdir(), 'graft-zoo-app-'));
    await placeKeptDatabase(dataDir);
    const config = Object.assign(new Config(), { dataDir, ...settings });
    const app = await listen(config);
    const tokens: Record<string, string> = {};
    for (const [name, role] of Object.entries(members)) {
      const { id } = await app.get(Accounts).create({ name, role });
      const scopes: Scope[] = role === 'admin' ? ['admin'] : ['read', 'publish'];
      tokens[name] = (await app.get(Tokens).issue(id, { name: 'spec', scopes })).secret;
    }
    return new WholeApp(app, config, tokens);
  }

  /** Stops it, whatever it is at, and starts it again on the same data. */
  async restart(): Promise<void> {
    await this.app.close();
    this.app = await listen(this.config);
  }

  get folder(): string {
    return this.config.dataDir;
  }

  get database(): Database {
    return this.get(Database);
  }

  /** A part of it, by its class. */
  get<T>(part: Type<T>): T {
    return this.app.get(part);
  }

  get roots(): BlobRoots {
    return this.app.get(BlobRoots);
  }

  fetch(as: string, method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(`${this.url()}${path}`, {
      method,
      headers: { Authorization: `Bearer ${this.tokens[as]}`, 'Content-Type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  async call<T = Record<string, never>>(as: string, method: string, path: string, body?: unknown): Promise<T> {
    return (await (await this.fetch(as, method, path, body)).json()) as T;
  }

  /** Sends a file by tus, in one piece. @returns its id. */
  async upload(as: string, path: string, name: string): Promise<string> {
    const bytes = await readFile(path);
    const headers = { Authorization: `Bearer ${this.tokens[as]}`, 'Tus-Resumable': '1.0.0' };
    const created = await fetch(`${this.url()}/uploads`, {
      method: 'POST',
      headers: {
        ...headers,
        'Upload-Length': String(bytes.length),
        'Upload-Metadata': `filename ${Buffer.from(name).toString('base64')}`,
      },
    });
    const id = created.headers.get('location')!.split('/').at(-1)!;
    const sent = await fetch(`${this.url()}/uploads/${id}`, {
      method: 'PATCH',
      headers: { ...headers, 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' },
      body: bytes,
    });
    if (sent.status !== 204) throw new Error(`The upload failed: ${sent.status} ${await sent.text()}`);
    return id;
  }

  /** Starts an import and waits until it has ended. */
  async import<T = Record<string, never>>(as: string, request: object): Promise<T> {
    return this.ended<T>(as, await this.begin(as, request));
  }

  /** @returns the address of the import. */
  async begin(as: string, request: object): Promise<string> {
    const response = await this.fetch(as, 'POST', '/imports', request);
    if (response.status !== 202) throw new Error(`${response.status} ${await response.text()}`);
    return response.headers.get('location')!;
  }

  async ended<T = Record<string, never>>(as: string, path: string): Promise<T> {
    await (await this.fetch(as, 'GET', `${path}/events`)).text(); // its log closes once it has ended
    return this.call<T>(as, 'GET', path);
  }

  private url(): string {
    const { port } = (this.app.getHttpServer() as Server).address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  async close(): Promise<void> {
    await this.app.close();
    await rm(this.folder, { recursive: true });
  }
}

async function listen(config: Config): Promise<INestApplication> {
  const testing = await Test.createTestingModule({
    imports: [
      ConfigModule.of(config),
      DatabaseModule,
      StorageModule,
      AccountsModule,
      JobsModule.forRoot({ work: ['import', 'index'] }),
      UploadsModule,
      ImportsModule,
    ],
  }).compile();
  const app = testing.createNestApplication({ logger: ['error'] });
  // Tests that block this process, or wait long for a machine that is busy, keep their connections.
  (app.getHttpServer() as Server).keepAliveTimeout = 60_000;
  app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }));
  app.useGlobalFilters(new Problems());
  await app.listen(0, '127.0.0.1');
  return app;
}
