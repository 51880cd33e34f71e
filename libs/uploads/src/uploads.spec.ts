import { ArgumentsHost, Catch, type INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { ThrottlerModule } from '@nestjs/throttler';
import type { Response } from 'express';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { Upload } from 'tus-js-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Accounts, AccountsModule, type Scope, Tokens } from '#graft/accounts';
import { Config, ConfigModule } from '#graft/config';
import { DatabaseModule, openThrowAway, OpenedDatabase } from '#graft/database';
import { Problem } from '#graft/problems';
import { Uploads, UploadsModule } from './index.js';

@Catch(Problem)
class Problems {
  catch(problem: Problem, host: ArgumentsHost) {
    host.switchToHttp().getResponse<Response>().status(problem.status).json(problem);
  }
}

interface Member {
  accountId: string;
  token: string;
}

let app: INestApplication;
let uploads: Uploads;
let config: Config;
let url: string;
let ada: Member;
let bob: Member;

beforeAll(async () => {
  config = Object.assign(new Config(), {
    dataDir: await mkdtemp(join(tmpdir(), 'graft-uploads-')),
    maxUploadBytes: 10_000_000,
  });
  const module = await Test.createTestingModule({
    imports: [ConfigModule.of(config), DatabaseModule, ThrottlerModule.forRoot(), AccountsModule, UploadsModule],
  })
    .overrideProvider(OpenedDatabase)
    .useValue(await openThrowAway())
    .compile();
  app = module.createNestApplication();
  app.useGlobalFilters(new Problems());
  await app.listen(0, '127.0.0.1');
  url = `${await app.getUrl()}/uploads`;
  uploads = app.get(Uploads);
  ada = await member('ada', ['read', 'train']);
  bob = await member('bob', ['read', 'publish']);
});

afterAll(async () => {
  await app.close();
  await rm(config.dataDir, { recursive: true });
});

async function member(name: string, scopes: Scope[]): Promise<Member> {
  const account = await app.get(Accounts).create({ name, role: 'member' });
  const { secret } = await app.get(Tokens).issue(account.id, { name: 'test', scopes });
  return { accountId: account.id, token: secret };
}

const tus = (method: string, path: string, { token }: Member, headers: Record<string, string> = {}, body?: Buffer) =>
  fetch(url + path, {
    method,
    headers: { 'tus-resumable': '1.0.0', authorization: `Bearer ${token}`, ...headers },
    body: body && new Uint8Array(body),
  });

async function begin(who: Member, bytes: number): Promise<string> {
  const response = await tus('POST', '', who, { 'upload-length': String(bytes) });
  expect(response.status).toBe(201);
  expect(response.headers.get('location')).toMatch(/^\/uploads\/[0-9a-f]{32}$/);
  return response.headers.get('location')!.split('/').at(-1)!;
}

const append = (id: string, who: Member, offset: number, body: Buffer) =>
  tus(
    'PATCH',
    `/${id}`,
    who,
    { 'upload-offset': `${offset}`, 'content-type': 'application/offset+octet-stream' },
    body,
  );

it('takes a file from the tus client, a stream of unknown length too', async () => {
  const bytes = randomBytes(2_500_000);
  for (const source of [bytes, Readable.from([bytes]).pipe(new PassThrough())]) {
    const id = await new Promise<string>((resolve, reject) => {
      const upload: Upload = new Upload(source, {
        endpoint: url,
        headers: { authorization: `Bearer ${ada.token}` },
        metadata: { filename: '../cats.zip', account: bob.accountId },
        chunkSize: 1_000_000,
        uploadLengthDeferred: source !== bytes,
        onSuccess: () => resolve(upload.url!.split('/').at(-1)!),
        onError: reject,
      });
      upload.start();
    });
    const { path, name, size } = await uploads.open(id, ada);
    expect({ name, size }).toEqual({ name: 'cats.zip', size: 2_500_000 });
    expect(bytes.equals(await readFile(path))).toBe(true);
    await uploads.remove(id);
    await uploads.remove(id);
    await expect(uploads.open(id, ada)).rejects.toMatchObject({ type: 'not-found' });
  }
  expect(await readdir(join(config.dataDir, 'uploads'))).toEqual([]);
});

it('goes on where an upload was cut off', async () => {
  const bytes = randomBytes(1_000);
  const id = await begin(ada, 1_000);
  expect((await append(id, ada, 0, bytes.subarray(0, 400))).headers.get('upload-offset')).toBe('400');
  await expect(uploads.open(id, ada)).rejects.toMatchObject({
    type: 'conflict',
    detail: expect.stringMatching(/400 of 1000/) as string,
  });
  expect((await tus('HEAD', `/${id}`, ada)).headers.get('upload-offset')).toBe('400');
  expect((await append(id, ada, 300, bytes.subarray(300))).status).toBe(409);
  expect((await append(id, ada, 400, bytes.subarray(400))).status).toBe(204);
  expect(bytes.equals(await readFile((await uploads.open(id, ada)).path))).toBe(true);
});

it('belongs to its sender', async () => {
  const id = await begin(ada, 10);
  for (const response of [
    await append(id, bob, 0, Buffer.from('stolen')),
    await tus('HEAD', `/${id}`, bob),
    await tus('DELETE', `/${id}`, bob),
  ])
    expect(response.status).toBe(403);
  await expect(uploads.open(id, bob)).rejects.toMatchObject({ type: 'forbidden' });
  expect((await tus('DELETE', `/${id}`, ada)).status).toBe(204);
  expect((await tus('HEAD', `/${id}`, ada)).status).toBe(404);
});

it('needs a token that may publish or train', async () => {
  const reader = await member('reader', ['read']);
  const create = (who: Member) => tus('POST', '', who, { 'upload-length': '1' });
  expect((await create(reader)).status).toBe(403);
  expect((await create({ ...reader, token: 'wrong' })).status).toBe(401);
  expect((await create(bob)).status).toBe(201);
});

it.each(['0', 'x'.repeat(32), `${'0'.repeat(32)}`, '..%2f..%2fetc%2fpasswd', '.json'])(
  'knows no upload %s',
  async (id) => {
    expect((await tus('HEAD', `/${id}`, ada)).status).toBe(404);
    await expect(uploads.open(id, ada)).rejects.toMatchObject({ type: 'not-found' });
  },
);

it('refuses what is too large, said before or found out later', async () => {
  const announced = await tus('POST', '', ada, { 'upload-length': '10000001' });
  expect(announced.status).toBe(413);
  expect(await announced.json()).toMatchObject({ received: 10_000_001, accepted: 10_000_000 });
  const deferred = await tus('POST', '', ada, { 'upload-defer-length': '1' });
  const id = deferred.headers.get('location')!.split('/').at(-1)!;
  expect((await append(id, ada, 0, Buffer.alloc(9_000_000))).status).toBe(204);
  expect((await append(id, ada, 9_000_000, Buffer.alloc(2_000_000))).status).toBe(413);
});

it('refuses what the disk has no room for', async () => {
  config.maxUploadBytes = Number.MAX_SAFE_INTEGER;
  const response = await tus('POST', '', ada, { 'upload-length': String(1e15) });
  config.maxUploadBytes = 10_000_000;
  expect(response.status).toBe(507);
  expect(((await response.json()) as Problem).detail).toMatch(/has room for \d+ bytes/);
});

it('forgets unfinished uploads after a day, finished ones after a week', async () => {
  const unfinished = await begin(ada, 10);
  const finished = await begin(ada, 4);
  await append(finished, ada, 0, Buffer.from('done'));
  await uploads.sweep(Date.now() + 23 * 3600 * 1000);
  expect(await uploads.assertOwn(unfinished, ada)).toBeTruthy();
  await uploads.sweep(Date.now() + 25 * 3600 * 1000);
  await expect(uploads.assertOwn(unfinished, ada)).rejects.toMatchObject({ type: 'not-found' });
  expect((await uploads.open(finished, ada)).size).toBe(4);
  await uploads.sweep(Date.now() + 8 * 24 * 3600 * 1000);
  await expect(uploads.open(finished, ada)).rejects.toMatchObject({ type: 'not-found' });
});
