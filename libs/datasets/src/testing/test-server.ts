import { ArgumentsHost, Catch, type INestApplication, ValidationPipe } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { ThrottlerModule } from '@nestjs/throttler';
import type { Response as Answer } from 'express';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';
import { Accounts, AccountsModule, Tokens } from '#graft/accounts';
import { Config, ConfigModule } from '#graft/config';
import { DatabaseModule } from '#graft/database';
import { JobsModule } from '#graft/jobs';
import { Problem } from '#graft/problems';
import { StorageModule } from '#graft/storage';
import { UploadsModule } from '#graft/uploads';
import { placeKeptDatabase } from '../../../database/src/testing/kept-database.js';
import { DatasetsModule } from '../index.js';

@Catch(Problem)
class Problems {
  catch(problem: Problem, host: ArgumentsHost) {
    host.switchToHttp().getResponse<Answer>().status(problem.status).json(problem);
  }
}

export interface Member {
  accountId: string;
  token: string;
}

/** A service with data sets, and what a client of it does. */
export class TestServer {
  private constructor(
    readonly app: INestApplication,
    readonly dataDir: string,
    private readonly url: string,
  ) {}

  static async start(dataDir: string): Promise<TestServer> {
    await placeKeptDatabase(dataDir);
    const config = Object.assign(new Config(), { dataDir, maxPixels: 1_000_000 });
    const module = await Test.createTestingModule({
      imports: [
        ConfigModule.of(config),
        DatabaseModule,
        StorageModule,
        ThrottlerModule.forRoot(),
        AccountsModule,
        JobsModule.forRoot({ work: ['arrival'] }),
        UploadsModule,
        DatasetsModule,
      ],
    }).compile();
    const app = module.createNestApplication({ logger: false });
    app.useGlobalFilters(new Problems());
    app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }));
    await app.listen(0, '127.0.0.1');
    return new TestServer(app, dataDir, await app.getUrl());
  }

  async member(name: string): Promise<Member> {
    const account = await this.app.get(Accounts).create({ name, role: 'member' });
    const { secret } = await this.app.get(Tokens).issue(account.id, { name: 'test', scopes: ['read', 'train'] });
    return { accountId: account.id, token: secret };
  }

  fetch(path: string, who: Member | null, init: RequestInit = {}): Promise<Response> {
    const headers = { ...init.headers, ...(who && { authorization: `Bearer ${who.token}` }) };
    return fetch(this.url + path.replace('/api/v1', ''), { ...init, headers });
  }

  async get<T>(path: string, who: Member | null): Promise<T> {
    return (await (await this.fetch(path, who)).json()) as T;
  }

  post(path: string, body: object, who: Member): Promise<Response> {
    const headers = { 'content-type': 'application/json' };
    return this.fetch(path, who, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  /** Sends a zip of these files by tus. @returns the upload's id */
  async upload(files: Record<string, Buffer | string>, who: Member): Promise<string> {
    const bytes = await zipped(files, join(this.dataDir, 'sending.zip'));
    const tus = { 'tus-resumable': '1.0.0' };
    const headers = { ...tus, 'upload-length': String(bytes.length) };
    const created = await this.fetch('/uploads', who, { method: 'POST', headers });
    const path = created.headers.get('location')!;
    const type = { 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' };
    await this.fetch(path, who, { method: 'PATCH', headers: { ...tus, ...type }, body: new Uint8Array(bytes) });
    return path.split('/').at(-1)!;
  }

  /** @returns the arrival's path */
  async begin(request: object, who: Member): Promise<string> {
    const response = await this.post('/datasets', request, who);
    if (response.status !== 202) throw new Error(await response.text());
    return response.headers.get('location')!;
  }

  async ended(arrival: string, who: Member): Promise<Arrival> {
    await (await this.fetch(`${arrival}/events`, who)).text(); // its log closes once it has ended
    return this.get(arrival, who);
  }

  async arrive(name: string, files: Record<string, Buffer | string>, who: Member, more: object = {}): Promise<Arrival> {
    return this.ended(await this.begin({ name, upload: await this.upload(files, who), ...more }, who), who);
  }
}

export interface Arrival {
  id: string;
  status: string;
  version: number;
  problem: { detail: string; where?: string } | null;
}

async function zipped(files: Record<string, Buffer | string>, path: string): Promise<Buffer> {
  const archive = new yazl.ZipFile();
  for (const [name, content] of Object.entries(files)) {
    if (name.endsWith('/')) archive.addEmptyDirectory(name);
    else archive.addBuffer(Buffer.from(content), name);
  }
  archive.end();
  await pipeline(archive.outputStream, createWriteStream(path));
  return readFile(path);
}
