import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Access, Permission } from '#graft/accounts';
import { expectedOf, knows, CALLS, requestOf, seesPrivate, type Subject, subjectsOf } from './support/access-table.js';
import { AccessWorld, SECRET, type Who } from './support/access-world.js';

interface Operation {
  operationId: string;
  method: string;
  path: string;
  declared: Access;
}

const document = JSON.parse(readFileSync(join(import.meta.dirname, '../docs/openapi.json'), 'utf8')) as {
  paths: Record<string, Record<string, { operationId: string; 'x-graft-access': Access }>>;
};
const operations: Operation[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { operationId, 'x-graft-access': declared }]) => ({
    ...{ operationId, method, path, declared },
  })),
);

/** Routes that docs/openapi.json leaves out, each with who may call it, and what a right call answers. */
const UNDOCUMENTED: Record<string, Access> = {
  'get /metrics': 'anybody',
  'get /api/docs': 'anybody',
  'get /api/docs-json': 'anybody',
  'get /api/docs-yaml': 'anybody',
  'get /api/docs/swagger-ui-init.js': 'anybody',
  'post /uploads': { anyScope: ['publish', 'train'] },
  'head /uploads/:id': { anyScope: ['publish', 'train'] },
  'patch /uploads/:id': { anyScope: ['publish', 'train'] },
  'delete /uploads/:id': { anyScope: ['publish', 'train'] },
};

let world: AccessWorld;
let namespaces: string[];

const namespacesOf = async () =>
  (await world.database.namespace.findMany({ orderBy: { name: 'asc' } })).map(({ name }) => name);

beforeAll(async () => {
  world = await AccessWorld.start();
  namespaces = await namespacesOf();
});
afterAll(() => world.close());

/** What came of a call, as `expectedOf` says it; a failure by its status and text. */
async function outcomeOf(response: Response): Promise<{ outcome: string | number; text: string }> {
  const text = await response.text();
  const { status } = response;
  if (status < 500 && ![401, 403, 404, 429].includes(status)) return { outcome: 'through', text };
  return { outcome: [401, 403, 404].includes(status) ? status : `${status} ${text}`, text };
}

/** None of what stands before the routes and answers every method: it lets requests through to them. */
const methodsOf = (methods: Record<string, boolean>) => ('unlink' in methods ? [] : Object.keys(methods));

describe('every route', () => {
  it('of the application is in docs/openapi.json or in the table of this test', () => {
    interface Layer {
      route?: { path: string; methods: Record<string, boolean> };
    }
    const { router } = world.app.getHttpAdapter().getInstance() as { router: { stack: Layer[] } };
    const routes = router.stack.flatMap(({ route }) =>
      route
        ? methodsOf(route.methods).map(
            (method) => `${method} ${route.path.replace(/(?<=.)\/$/, '').replace('/*path', '/:path')}`,
          )
        : [],
    );
    const documented = operations.map(({ method, path }) => `${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`);
    const known = new Set([...documented, ...Object.keys(UNDOCUMENTED)]);
    // Files of Swagger's page have names of their own beside it.
    const isAsset = (route: string) => /^get \/api\/docs\/(docs\/|index\.html$|LICENSE$)/.test(route);
    expect(routes.filter((route) => !known.has(route) && !isAsset(route))).toEqual([]);
    expect(routes.length).toBeGreaterThan(80);
  });

  it('that changes something is in the table of this test, and nothing else is', () => {
    const unknown = operations.filter(({ operationId, method }) => !knows(operationId, method));
    expect(unknown.map(({ operationId }) => operationId)).toEqual([]);
    const ids = operations.map(({ operationId }) => operationId);
    expect(Object.keys(CALLS).filter((operation) => !ids.includes(operation))).toEqual([]);
  });

  describe.each(operations)('$operationId', ({ operationId, method, path, declared }) => {
    it.each(subjectsOf(operationId, method, path))('on what is $visibility', async (subject: Subject) => {
      const visibility = subject.visibility ?? 'public';
      const wanted: Record<string, unknown> = {};
      const got: Record<string, unknown> = {};
      const ask = async (who: Who) => {
        const { path: address, body, type } = await requestOf(world, operationId, path, visibility, who);
        const response = type
          ? await world.fetch(who, method, address, { headers: { 'content-type': type }, body: 'no image' })
          : await world.call(who, method, address, body);
        const { outcome, text } = await outcomeOf(response);
        got[who.name] = outcome;
        wanted[who.name] = CALLS[operationId]?.expects?.(who, visibility) ?? expectedOf(declared, who, subject);
        if (outcome === 'through' && !seesPrivate(who)) expect(text, `${who.name} is told`).not.toContain(SECRET);
      };
      if (method === 'get') await Promise.all(world.callers.map(ask));
      else for (const who of world.callers) await ask(who);
      expect(got).toEqual(wanted);
    });
  });

  it.each(Object.entries(UNDOCUMENTED))('%s', async (route, declared) => {
    const [method = '', path = ''] = route.split(' ');
    for (const who of world.callers) {
      const headers = { 'tus-resumable': '1.0.0' };
      const response = await world.fetch(who, method, path.replace(':id', 'f'.repeat(32)), { headers });
      const { outcome } = await outcomeOf(response);
      const expected = expectedOf(declared, who, { visibility: null, changes: false });
      // There is no such upload, for those who may ask for one.
      expect([who.name, outcome]).toEqual([who.name, expected === 'through' && path.includes(':id') ? 404 : expected]);
    }
  });

  it('asks for a token where GRAFT_PUBLIC_READING is false', async () => {
    world.setPublicReading(false);
    const stranger = world.who('stranger');
    for (const { operationId, method, path, declared } of operations) {
      if (declared === 'anybody' || declared === 'optional') continue;
      const request = await requestOf(world, operationId, path, 'public', stranger);
      const response = await world.call(stranger, method, request.path, request.body);
      expect([operationId, response.status]).toEqual([operationId, 401]);
    }
    expect(await (await world.call(stranger, 'GET', '/api/v1/me')).json()).toMatchObject({ account: null });
    world.setPublicReading(true);
  });
});

it('makes no namespace for a request that is refused', async () => {
  const admin = world.who('an admin');
  const refused: [string, object][] = [
    ['/datasets', { name: 'fresh/set', upload: 'f'.repeat(32) }],
    ['/runs', { base: 'ada/open', dataset: 'ada/open-set', publishAs: { name: 'fresh/run', visibility: 'private' } }],
    [
      `/imports/${world.ids.import}/publish`,
      { name: 'fresh/model', visibility: 'private', card: '---\nlicense: [\n---' },
    ],
    [`/runs/${world.ids.run}/publish`, { name: 'fresh/model', visibility: 'private' }],
    ['/imports', { index: 'no/whole/path', owner: 'fresh' }],
  ];
  for (const [path, body] of refused) {
    const { status } = await world.call(admin, 'POST', `/api/v1${path}`, body);
    expect([path, status >= 400 && status < 500]).toEqual([path, true]);
  }
  expect(await namespacesOf()).toEqual(namespaces);
});

describe('a stream of events ends', () => {
  const follow = async (token: string) => {
    const response = await world.fetch({ token }, 'GET', `/api/v1/runs/${world.ids.running}/events`);
    expect(response.status).toBe(200);
    return response.text();
  };
  const running = (account: string) => (account === 'ada' ? (['read'] as Permission[]) : (['admin'] as Permission[]));

  it('of a revoked token, an expired one and a disabled account, and no sooner', { timeout: 60_000 }, async () => {
    await world.account('brief', 'admin');
    const revoked = await world.token('ada', running('ada'));
    const disabled = await world.token('brief', running('brief'));
    const expiring = await world.token('ada', running('ada'), new Date(Date.now() + 1500));
    const kept = await world.token('ada', running('ada'));
    const streams = [revoked, disabled, expiring].map(({ token }) => follow(token));
    let ended = false;
    const stays = follow(kept.token).then(() => (ended = true));
    await sleep(1000);
    const admin = world.who('an admin');
    expect((await world.call(admin, 'DELETE', `/api/v1/users/ada/tokens/${revoked.id}`)).status).toBe(204);
    expect((await world.call(admin, 'PATCH', '/api/v1/users/brief', { disabled: true })).status).toBe(200);
    await Promise.all(streams);
    expect(ended).toBe(false);
    await world.call(admin, 'DELETE', `/api/v1/users/ada/tokens/${kept.id}`);
    await stays;
  });
});
