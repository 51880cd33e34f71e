import { type ArgumentsHost, Catch, type ExceptionFilter, ValidationPipe } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import type { Response } from 'express';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Accounts, AccountsModule, type Caller, type Scope, Tokens } from '#graft/accounts';
import { Config, ConfigModule } from '#graft/config';
import { Database, DatabaseModule, type Role } from '#graft/database';
import { JobsModule } from '#graft/jobs';
import { Problem } from '#graft/problems';
import { BlobStore, StorageModule } from '#graft/storage';
import { UploadsModule } from '#graft/uploads';
import { placeKeptDatabase } from '../../database/src/testing/kept-database.js';
import type { ModelPage, ModelResponse } from './models.dto.js';
import { type Publication, Publishing } from './publishing.js';
import { storeTinyArtifact } from './testing/test-zoo.js';
import type {
  AliasList,
  CardResponse,
  FamilyResponse,
  RelativePage,
  VersionPage,
  VersionResponse,
} from './versions.dto.js';
import { ZooModule } from './zoo.module.js';

@Catch(Problem)
class Problems implements ExceptionFilter {
  catch(problem: Problem, host: ArgumentsHost): void {
    host.switchToHttp().getResponse<Response>().status(problem.status).json(problem);
  }
}

let folder: string;
let app: NestExpressApplication;
let address: string;
let ada: Caller;
let tokens: Record<'ada' | 'bob' | 'root', string>;

async function account(name: string, role: Role, scopes: Scope[]): Promise<{ caller: Caller; token: string }> {
  const { id } = await app.get(Accounts).create({ name, role });
  const { secret } = await app.get(Tokens).issue(id, { name: 'spec', scopes });
  return { caller: { accountId: id, name, scopes }, token: secret };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'graft-zoo-http-'));
  await placeKeptDatabase(folder);
  const config = Object.assign(new Config(), { dataDir: folder });
  const testing = await Test.createTestingModule({
    imports: [
      ConfigModule.of(config),
      DatabaseModule,
      StorageModule,
      AccountsModule,
      JobsModule.forRoot({ work: [] }),
      UploadsModule,
      ZooModule,
    ],
  }).compile();
  app = testing.createNestApplication<NestExpressApplication>({ logger: ['error'] });
  app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }));
  app.useGlobalFilters(new Problems());
  await app.listen(0, '127.0.0.1');
  address = await app.getUrl();
  const made = {
    ada: await account('ada', 'member', ['read', 'publish']),
    bob: await account('bob', 'member', ['read', 'publish']),
    root: await account('root', 'admin', ['admin']),
  };
  ada = made.ada.caller;
  tokens = { ada: made.ada.token, bob: made.bob.token, root: made.root.token };
}, 120_000);

afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

async function publish(name: string, seed: number, publication: Partial<Publication> = {}) {
  const artifact = await storeTinyArtifact(app.get(BlobStore), seed);
  return app.get(Publishing).publish({ caller: ada, name, visibility: 'public', artifact, ...publication });
}

async function ask<Body = unknown>(path: string, { as, method = 'GET', body, headers = {} }: Asking = {}) {
  const response = await fetch(address + path, {
    method,
    headers: {
      ...(as && { authorization: `Bearer ${tokens[as]}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: (text === '' ? null : JSON.parse(text)) as Body };
}

interface Asking {
  as?: keyof typeof tokens;
  method?: string;
  body?: object;
  headers?: Record<string, string>;
}
it('browses with facets, pages and their link', async () => {
  const card = '---\nlicense: mit\ntags: [browsing]\n---\n# Browsed';
  for (const seed of [1, 2, 3]) await publish(`ada/browsed-${seed}`, seed, { card });
  const first = await ask<ModelPage>('/models?tag=browsing&limit=2&sort=name');
  expect(first.status).toBe(200);
  expect(first.body).toMatchObject({ total: 3, facets: { license: [{ value: 'mit', count: 3 }] } });
  expect(first.body.items.map((model) => model.ref)).toEqual(['ada/browsed-1', 'ada/browsed-2']);
  const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link')!)![1]!;
  const second = await ask(next);
  expect(second.body).toMatchObject({ items: [{ ref: 'ada/browsed-3', parameters: 118 }], nextCursor: null });
  expect((await ask('/models?sort=age')).status).toBe(400);
  expect((await ask('/models?colour=red')).status).toBe(400);
});

it('shows a model, its versions, card and aliases', async () => {
  await publish('ada/shown', 1);
  await publish('ada/shown', 2, { card: '---\nlicense: mit\n---\n# Shown\n\nTwo.', aliases: ['stable'] });
  const { body } = await ask('/models/ada/shown');
  expect(body).toMatchObject({
    ref: 'ada/shown',
    title: 'Shown',
    latest: { number: 2, aliases: ['latest', 'stable'] },
    card: { frontMatter: { license: 'mit' }, body: '# Shown\n\nTwo.' },
  });
  const versions = await ask('/models/ada/shown/versions?limit=1');
  expect(versions.body).toMatchObject({ items: [{ number: 2 }], nextCursor: '2' });
  expect((await ask<VersionPage>('/models/ada/shown/versions?limit=1&cursor=2')).body.items[0]!.number).toBe(1);
  const version = await ask<VersionResponse>('/models/ada/shown/versions/stable');
  expect(version.body).toMatchObject({
    ref: 'ada/shown@2',
    labels: ['cat', 'dog'],
    preprocessing: { size: [8, 8] },
    top: { layer: 'features', kind: 'pooling' },
    network: { inputShape: [8, 8, 3], parameters: 118 },
    lineage: {},
  });
  expect((await ask<VersionResponse>(`/models/ada/shown/versions/${version.body.digest}`)).body.number).toBe(2);
  const missing = await ask('/models/ada/showm');
  expect(missing).toMatchObject({ status: 404, body: { suggestions: ['ada/shown'] } });
});

it('answers 304 to a client that has the card', async () => {
  await publish('ada/carded', 1);
  const path = '/models/ada/carded/versions/1/card';
  const { body, headers } = await ask<CardResponse>(path);
  expect(body.markdown).toContain('# ada/carded');
  // Left to itself, fetch adds a "no-cache" to a condition.
  const condition = { 'if-none-match': headers.get('etag')!, 'cache-control': 'max-age=0' };
  expect((await ask(path, { headers: condition })).status).toBe(304);
});

it('keeps private models to their owner, and lets the owner open them', async () => {
  await publish('ada/private', 1, { visibility: 'private' });
  for (const as of [undefined, 'bob'] as const) expect((await ask('/models/ada/private', { as })).status).toBe(404);
  expect((await ask('/models/ada/private', { as: 'ada' })).status).toBe(200);
  const change = { method: 'PATCH', body: { visibility: 'public' } };
  expect((await ask('/models/ada/private', change)).status).toBe(401);
  expect((await ask('/models/ada/private', { ...change, as: 'bob' })).status).toBe(404);
  expect((await ask('/models/ada/private', { ...change, as: 'ada', body: {} })).status).toBe(400);
  expect((await ask<ModelResponse>('/models/ada/private', { ...change, as: 'ada' })).body.visibility).toBe('public');
  expect((await ask('/models/ada/private')).status).toBe(200);
});

it('yanks, unyanks, moves aliases and deletes, for the owner alone', async () => {
  await publish('ada/changing', 1);
  await publish('ada/changing', 2);
  const yank = '/models/ada/changing/versions/2/yank';
  expect((await ask(yank, { method: 'POST', as: 'bob', body: {} })).status).toBe(403);
  const yanked = await ask<VersionResponse>(yank, { method: 'POST', as: 'ada', body: { reason: 'wrong labels' } });
  expect(yanked.body.warning).toBe('Version 2 of ada/changing was yanked: wrong labels.');
  expect((await ask<VersionResponse>('/models/ada/changing/versions/latest')).body.number).toBe(1);
  expect((await ask<VersionResponse>(yank, { method: 'DELETE', as: 'ada' })).body.warning).toBeUndefined();

  const alias = '/models/ada/changing/aliases/stable';
  expect((await ask(alias, { method: 'PUT', as: 'ada', body: { version: '1' } })).body).toMatchObject({ version: 1 });
  expect((await ask<AliasList>('/models/ada/changing/aliases')).body.items.map((item) => item.name)).toEqual([
    'latest',
    'stable',
  ]);
  expect((await ask(alias, { method: 'DELETE', as: 'ada' })).status).toBe(204);

  await publish('ada/child', 3, { lineage: { baseId: (await publish('ada/changing', 1)).version.id } });
  const refused = await ask('/models/ada/changing', { method: 'DELETE', as: 'ada' });
  expect(refused).toMatchObject({ status: 409, body: { versions: ['ada/child@1'] } });
  const family = await ask('/models/ada/child/versions/1/lineage');
  expect(family.body).toMatchObject({
    base: { ref: 'ada/changing@1' },
    ancestors: [{ ref: 'ada/changing@1' }],
    children: [],
  });
  expect((await ask('/models/ada/child', { method: 'DELETE', as: 'ada' })).status).toBe(204);
  expect((await ask('/models/ada/changing', { method: 'DELETE', as: 'ada' })).status).toBe(204);
  expect((await ask<ModelPage>('/models?query=changing')).body.total).toBe(0);
});

it('lists what was made from a version page by page, as far as one may see', async () => {
  const base = await publish('ada/fertile', 1);
  const lineage = { baseId: base.version.id };
  const first = await publish('ada/first-child', 2, { lineage });
  await publish('ada/secret-child', 3, { lineage, visibility: 'private' });
  const { modelId, artifactDigest, manifest } = first.version;
  await app.get(Database).version.createMany({
    data: Array.from({ length: 119 }, (_, index) => ({
      ...{ ...lineage, modelId, artifactDigest, manifest: manifest as object },
      ...{ number: index + 2, digest: `${index}` },
    })),
  });

  const path = '/models/ada/fertile/versions/1';
  const childrenAfter = async (cursor: string) =>
    (await ask<RelativePage>(`${path}/children${cursor && `?cursor=${cursor}`}`)).body;
  const refs: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const { items, nextCursor }: RelativePage = await childrenAfter(cursor);
    refs.push(...items.map(({ ref }) => ref));
    cursor = nextCursor;
  }
  expect([refs.length, new Set(refs).size, refs.at(-1)]).toEqual([120, 120, 'ada/first-child@1']);
  expect((await ask<FamilyResponse>(`${path}/lineage`)).body.children.map(({ ref }) => ref)).toEqual(
    refs.slice(0, 100),
  );
  expect((await ask<RelativePage>(`${path}/children?limit=500`, { as: 'ada' })).body.items).toHaveLength(121);
  expect((await ask<VersionPage>('/models/ada/first-child/versions')).body).toMatchObject({ nextCursor: '21' });
});

it('tells strangers of a lineage only what they may see', async () => {
  const base = await publish('ada/secret-base', 1, { visibility: 'private' });
  await publish('ada/open-child', 2, { lineage: { baseId: base.version.id, runId: base.version.id } });
  const path = '/models/ada/open-child/versions/1';
  expect((await ask<VersionResponse>(path)).body.lineage).toEqual({});
  expect((await ask(`${path}/lineage`)).body).toEqual({ ancestors: [], children: [] });
  expect((await ask<VersionResponse>(path, { as: 'ada' })).body.lineage).toMatchObject({
    base: { ref: 'ada/secret-base@1' },
  });
});
