import { ArgumentsHost, Catch, type INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { ThrottlerModule } from '@nestjs/throttler';
import type { Response } from 'express';
import { mkdtemp, readdir, readFile, rm, stat, statfs, utimes, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { Upload } from 'tus-js-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Accounts, AccountsModule, type Scope, Tokens } from '#graft/accounts';
import { Config, ConfigModule } from '#graft/config';
import { Database, DatabaseModule, OpenedDatabase } from '#graft/database';
import { Problem } from '#graft/problems';
import { openThrowAway } from '../../database/src/testing/kept-database.js';
import { smallDisk } from '../../../test/support/small-disk.js';
import { Uploads, UploadsModule } from './index.js';
import { MOST_UNFINISHED } from './upload-rows.js';

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

async function start(settings: Partial<Config>): Promise<INestApplication> {
  const module = await Test.createTestingModule({
    imports: [
      ConfigModule.of(Object.assign(new Config(), settings)),
      DatabaseModule,
      ThrottlerModule.forRoot(),
      AccountsModule,
      UploadsModule,
    ],
  })
    .overrideProvider(OpenedDatabase)
    .useValue(await openThrowAway())
    .compile();
  const started = module.createNestApplication();
  started.useGlobalFilters(new Problems());
  await started.listen(0, '127.0.0.1');
  return started;
}

let app: INestApplication;
let uploads: Uploads;
let database: Database;
let config: Config;
let url: string;
let ada: Member;
let bob: Member;

beforeAll(async () => {
  app = await start({ dataDir: await mkdtemp(join(tmpdir(), 'graft-uploads-')), maxUploadBytes: 10_000_000 });
  config = app.get(Config);
  url = `${await app.getUrl()}/uploads`;
  uploads = app.get(Uploads);
  database = app.get(Database);
  ada = await member('ada', ['read', 'train']);
  bob = await member('bob', ['read', 'publish']);
});

afterEach(async () => {
  for (const { id } of await database.upload.findMany()) await uploads.remove(id);
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

const BYTES = { 'content-type': 'application/offset+octet-stream' };

async function begin(who: Member, bytes: number): Promise<string> {
  const response = await tus('POST', '', who, { 'upload-length': String(bytes) });
  expect(response.status).toBe(201);
  expect(response.headers.get('location')).toMatch(/^\/uploads\/[0-9a-f]{32}$/);
  return response.headers.get('location')!.split('/').at(-1)!;
}

const append = (id: string, who: Member, offset: number, body: Buffer) =>
  tus('PATCH', `/${id}`, who, { ...BYTES, 'upload-offset': `${offset}` }, body);

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

it('answers whatever tus refuses as a problem', async () => {
  const id = await begin(ada, 10);
  const offset = { 'upload-offset': '0' };
  const refused: [globalThis.Response, number, string][] = [
    [
      await fetch(url, { method: 'POST', headers: { authorization: `Bearer ${ada.token}` } }),
      412,
      'precondition-failed',
    ],
    [await tus('POST', '', ada), 400, 'bad-request'],
    [await tus('POST', '', ada, { 'upload-length': '-1' }), 400, 'bad-request'],
    [await tus('POST', '', ada, { 'upload-length': '1', 'upload-metadata': ',,' }), 400, 'bad-request'],
    [await tus('POST', '', ada, { 'upload-concat': `final;/uploads/${id}` }), 501, 'not-implemented'],
    [await tus('PATCH', `/${id}`, ada, BYTES), 403, 'forbidden'],
    [await tus('PATCH', `/${id}`, ada, { ...offset, 'content-type': 'text/plain' }), 400, 'bad-request'],
    [await append(id, ada, 3, Buffer.from('late')), 409, 'conflict'],
    [await append(id, ada, 0, Buffer.from('more than ten')), 413, 'too-large'],
    [await tus('PATCH', `/${'0'.repeat(32)}`, ada, BYTES), 404, 'not-found'],
  ];
  for (const [response, status, type] of refused) {
    expect(response.headers.get('tus-resumable')).toBe(response.status === 404 ? null : '1.0.0');
    expect([response.status, await response.json()]).toMatchObject([
      status,
      { type: `https://graft.dev/problems/${type}` },
    ]);
  }
});

it('keeps metadata of every kind, and a name that is only a name', async () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const metadata = `filename ${base64('a/b/c\0\n.zip')},odd ${base64('\0\ud800')},account ${base64(bob.accountId)},empty`;
  const made = await tus('POST', '', ada, { 'upload-length': '0', 'upload-metadata': metadata });
  const id = made.headers.get('location')!.split('/').at(-1)!;
  expect((await tus('HEAD', `/${id}`, ada)).headers.get('upload-metadata')).toMatch(/^filename \S+,odd \S+,empty$/);
  expect(await uploads.open(id, ada)).toMatchObject({ name: 'c.zip', size: 0 });
});

describe('an address that names two uploads', () => {
  const SECRET = Buffer.from('private bytes');

  const addresses = (mine: string, victim: string): string[] =>
    [
      ...[`${mine}?/${victim}`, `${mine}?/uploads/${victim}`, `${mine}?a=/${victim}`, `${mine}/?/${victim}`],
      ...[`${mine}#/${victim}`, `${mine}%23/${victim}`, `${mine}%3f/${victim}`, `${mine}?%2f${victim}`],
      ...[`${mine}/${victim}`, `${mine}//${victim}`, `${mine}%2f${victim}`, `${mine}%252f${victim}`],
      ...[`${mine}/../${victim}`, `${mine}/%2e%2e/${victim}`, `${mine}%2f..%2f${victim}`, `../uploads/${victim}`],
      ...[`${mine};/${victim}`, `${mine};${victim}`, `${mine}/..;/${victim}`, `${mine}%00/${victim}`],
      ...[`${mine}\\${victim}`, `${mine}%5c${victim}`, `./${victim}`, `/${victim}`, `%2f${victim}`],
      ...[
        victim,
        `${victim}/`,
        `${victim}?`,
        `${victim}?/${mine}`,
        `${victim}%2f..%2f${mine}`,
        `%${hex(victim[0]!)}${victim.slice(1)}`,
      ],
      ...[victim.toUpperCase(), `${victim}%20`, `${victim}.json`, `?/${victim}`],
    ].flatMap((path) => [`/uploads/${path}`, `http://x/uploads/${path}`]);
  const hex = (character: string) => character.charCodeAt(0).toString(16);

  const METHODS: [string, Record<string, string>][] = [
    ['HEAD', {}],
    ['PATCH', {}],
    ['DELETE', {}],
    ['POST', { 'upload-length': '13' }],
    ['GET', {}],
    ...['PATCH', 'DELETE', 'HEAD'].flatMap((method): [string, Record<string, string>][] => [
      ['POST', { 'x-http-method-override': method, 'upload-length': '13' }],
      ['HEAD', { 'x-http-method-override': method }],
    ]),
  ];

  /** As `fetch` would not send it. */
  const send = (method: string, path: string, headers: Record<string, string>) =>
    new Promise<{ status: number; offset?: string }>((resolve, reject) => {
      const { hostname, port } = new URL(url);
      const body = method === 'PATCH' || method === 'POST' ? 'overwritten' : '';
      const sent = {
        ...{ authorization: `Bearer ${ada.token}`, 'tus-resumable': '1.0.0', 'upload-offset': '7' },
        ...(body && { ...BYTES, 'content-length': `${body.length}` }),
        ...headers,
      };
      const asked = request({ hostname, port, method, path, headers: sent, insecureHTTPParser: true }, (answer) => {
        answer
          .resume()
          .on('end', () =>
            resolve({ status: answer.statusCode!, offset: answer.headers['upload-offset'] as string | undefined }),
          );
      });
      asked.on('error', reject).end(body);
    });

  it('reaches the one that was checked, by no method', async () => {
    let tried = 0;
    const victim = await begin(bob, SECRET.length);
    await append(victim, bob, 0, SECRET.subarray(0, 7));
    for (const [method, headers] of METHODS) {
      let mine = await begin(ada, 100);
      for (const address of addresses(mine, victim)) {
        const { status, offset } = await send(method, address, headers);
        tried++;
        const asked = `${method} ${address} ${JSON.stringify(headers)}`;
        if (offset === '7') throw new Error(`${asked} tells of another's upload`);
        if (status >= 500 && status !== 501) throw new Error(`${asked} answers ${status}`);
        if (method === 'DELETE' && !(await database.upload.findUnique({ where: { id: mine } })))
          mine = await begin(ada, 100);
        if (method !== 'POST') continue;
        for (const made of await database.upload.findMany({ where: { accountId: ada.accountId, NOT: { id: mine } } }))
          await uploads.remove(made.id);
      }
      await uploads.remove(mine);
    }
    expect(tried).toBeGreaterThan(600);
    expect((await tus('HEAD', `/${victim}`, bob)).headers.get('upload-offset')).toBe('7');
    await append(victim, bob, 7, SECRET.subarray(7));
    expect(SECRET.equals(await readFile((await uploads.open(victim, bob)).path))).toBe(true);
  });
});

describe('an account', () => {
  const create = (who: Member, bytes: number) => tus('POST', '', who, { 'upload-length': String(bytes) });

  it('has so many unfinished uploads, however fast it asks', async () => {
    const answers = await Promise.all(Array.from({ length: 2 * MOST_UNFINISHED }, () => create(ada, 10)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(MOST_UNFINISHED);
    const refused = answers.find(({ status }) => status !== 201)!;
    const problem = (await refused.json()) as { status: number; received: string[] };
    expect(problem).toMatchObject({ type: 'https://graft.dev/problems/too-many-uploads', status: 429 });
    expect((await create(bob, 10)).status).toBe(201);
    await append(problem.received[0]!, ada, 0, Buffer.alloc(10));
    await tus('DELETE', `/${problem.received[1]!}`, ada);
    expect([(await create(ada, 1)).status, (await create(ada, 1)).status, (await create(ada, 1)).status]).toEqual([
      201, 201, 429,
    ]);
  });

  it('has room in its quota for what it sends, finished or not', async () => {
    const eve = await member('eve', ['train']);
    await database.account.update({ where: { id: eve.accountId }, data: { quotaBytes: 1_000_000 } });
    const id = await begin(eve, 900_000);
    const over = await create(eve, 100_001);
    expect([over.status, await over.json()]).toMatchObject([413, { received: 1_000_001, accepted: 1_000_000 }]);
    await append(id, eve, 0, Buffer.alloc(900_000));
    expect((await create(eve, 100_001)).status).toBe(413);
    await database.$transaction((tx) => uploads.used(tx, [id]));
    expect((await create(eve, 100_001)).status).toBe(201);
  });

  it('has room in its quota for uploads of unknown length, all of them together', async () => {
    const mallory = await member('mallory', ['train']);
    await database.account.update({ where: { id: mallory.accountId }, data: { quotaBytes: 6_000_000 } });
    const deferred = { 'upload-defer-length': '1' };
    const ids: string[] = [];
    for (let i = 0; i < 4; i++)
      ids.push((await tus('POST', '', mallory, deferred)).headers.get('location')!.split('/').at(-1)!);
    const answers = await Promise.all(ids.map((id) => append(id, mallory, 0, Buffer.alloc(3_000_000))));
    expect(answers.map(({ status }) => status)).toContain(413);
    const sizes = await Promise.all(ids.map(async (id) => (await stat(join(config.dataDir, 'uploads', id))).size));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(6_000_000);
    const declared = await tus('PATCH', `/${ids[0]!}`, mallory, {
      ...BYTES,
      'upload-offset': `${sizes[0]!}`,
      'upload-length': '9000000',
    });
    expect(declared.status).toBe(413);
  });
});

it('refuses what the disk has no room for', async () => {
  config.maxUploadBytes = Number.MAX_SAFE_INTEGER;
  const response = await tus('POST', '', ada, { 'upload-length': String(1e15) });
  config.maxUploadBytes = 10_000_000;
  expect(response.status).toBe(507);
  expect(((await response.json()) as Problem).detail).toMatch(/has space for \d+ bytes/);
});

const disk = await smallDisk(40);
describe.skipIf(!disk)('a disk that is nearly full', () => {
  let small: INestApplication;
  let before: string;
  beforeAll(async () => {
    small = await start({ dataDir: disk!.folder });
    before = url;
  });
  afterAll(async () => {
    url = before;
    await small.close();
    await disk!.remove();
  });

  it('keeps its reserve from a body of unknown length, and the upload goes on once there is room', async () => {
    url = `${await small.getUrl()}/uploads`;
    const { id: accountId } = await small.get(Accounts).create({ name: 'zoe', role: 'member' });
    const { secret: token } = await small.get(Tokens).issue(accountId, { name: 'test', scopes: ['train'] });
    const zoe = { accountId, token };
    const ballast = join(disk!.folder, 'ballast');
    await writeFile(ballast, Buffer.alloc(20_000_000));
    const id = (await tus('POST', '', zoe, { 'upload-defer-length': '1' })).headers.get('location')!.split('/').at(-1)!;
    const megabytes = (count: number) => Readable.from(Array.from({ length: count }, () => Buffer.alloc(1_000_000, 7)));
    const patch = (offset: number, body: Readable) =>
      fetch(`${url}/${id}`, {
        method: 'PATCH',
        headers: { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0', ...BYTES, 'upload-offset': `${offset}` },
        body: Readable.toWeb(body) as never,
        duplex: 'half',
      } as RequestInit);
    const full = await patch(0, megabytes(60));
    expect([full.status, await full.json()]).toMatchObject([507, { type: 'https://graft.dev/problems/storage-full' }]);
    const { bavail, bsize } = await statfs(disk!.folder);
    expect(bavail * bsize).toBeGreaterThanOrEqual(4 * 2 ** 20);
    const offset = Number((await tus('HEAD', `/${id}`, zoe)).headers.get('upload-offset'));
    expect(offset).toBeGreaterThan(10_000_000);

    await rm(ballast);
    expect((await patch(offset, megabytes(1))).status).toBe(204);
    expect(Number((await tus('HEAD', `/${id}`, zoe)).headers.get('upload-offset'))).toBe(offset + 1_000_000);
  });
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

it('removes files that no row names when it starts', async () => {
  const stray = join(config.dataDir, 'uploads', '1'.repeat(32));
  await writeFile(stray, 'stray');
  await uploads.onModuleInit();
  expect(await readdir(join(config.dataDir, 'uploads'))).toEqual(['1'.repeat(32)]); // perhaps of an upload that begins
  await utimes(stray, 1, 1);
  await uploads.onModuleInit();
  expect(await readdir(join(config.dataDir, 'uploads'))).toEqual([]);
});
