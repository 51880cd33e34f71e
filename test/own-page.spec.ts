import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Member, ServerInProcess } from './support/server-in-process.js';

interface Described {
  requestBody?: { content: Record<string, unknown> };
}

let server: ServerInProcess;
let admin: Member;
let cookie: string;

const document = JSON.parse(await readFile('docs/openapi.json', 'utf8')) as {
  paths: Record<string, Record<string, Described>>;
};
/** Every call that may change something, and those of tus, which the document leaves out. */
const changes = [
  ...Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([method]) => method !== 'get' && method !== 'head')
      .map(([method, { requestBody }]) => ({
        method: method.toUpperCase(),
        path: path.replaceAll(/\{id\}/g, '00000000-0000-7000-8000-000000000000').replaceAll(/\{\w+\}/g, 'x'),
        readsJson: requestBody?.content['application/json'] !== undefined,
      })),
  ),
  { method: 'POST', path: '/uploads', readsJson: false },
  { method: 'PATCH', path: '/uploads/00', readsJson: false },
  { method: 'DELETE', path: '/uploads/00', readsJson: false },
];

beforeAll(async () => {
  server = await ServerInProcess.start();
  admin = await server.member('ann', 'admin', ['admin']);
  const signedIn = await fetch(`${server.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: admin.token }),
  });
  cookie = signedIn.headers.get('set-cookie')!.split(';')[0]!;
});
afterAll(() => server.close());

interface Answer {
  status: number;
  where?: string;
}

async function send(
  { method, path }: { method: string; path: string },
  sender: Record<string, string | undefined>,
  body?: string,
) {
  const headers = Object.entries(sender).filter((header): header is [string, string] => header[1] !== undefined);
  const response = await fetch(server.url + path, { method, headers, body });
  const text = await response.text();
  const problem = text.startsWith('{') ? (JSON.parse(text) as { where?: string }) : {};
  return { status: response.status, where: problem.where } as Answer;
}

/** Refused for where it comes from, before anything else was looked at. */
const bySource = ({ status, where }: Answer) => status === 403 && (where === 'Sec-Fetch-Site' || where === 'Origin');

it('covers every call that may change something', () => {
  expect(changes.length).toBeGreaterThan(30);
});

describe.each(changes)('$method $path', (change) => {
  const json = { 'content-type': 'application/json' };

  it('is refused with a cookie that another page sends', async () => {
    for (const sender of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: server.url.replace(/\d+$/, '1') },
      { 'sec-fetch-site': 'none' },
      { origin: 'https://evil.example' },
      { origin: server.url.replace(/\d+$/, '1') }, // another port of this host
      { origin: server.url.replace('127.0.0.1', 'localhost') },
      { origin: 'null' },
      {},
    ]) {
      expect(await send(change, { cookie, ...json, ...sender })).toSatisfy(bySource);
      const form = { 'content-type': 'application/x-www-form-urlencoded' };
      const body = change.method === 'DELETE' ? undefined : 'name=mallory&role=admin&password=mallory-mallory';
      expect(await send(change, { cookie, ...form, ...sender }, body)).toSatisfy(bySource);
    }
  });

  it('is let through from its own page, and with a token from anywhere', async () => {
    // A body that no call accepts, so that nothing changes.
    const body = change.readsJson ? '{"odd":1}' : undefined;
    const authorization = `Bearer ${admin.token}`;
    for (const sender of [
      { cookie, 'sec-fetch-site': 'same-origin' },
      { cookie, origin: server.url },
      { authorization, 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
      { authorization },
    ]) {
      if (change.path.endsWith('/session') && change.method === 'DELETE' && 'cookie' in sender) continue; // it works
      expect(await send(change, { ...json, ...sender }, body)).not.toSatisfy(bySource);
    }
  });

  it.runIf(change.method !== 'DELETE')('does not read forms, even of its own page', async () => {
    const own = { cookie, 'sec-fetch-site': 'same-origin' };
    for (const type of ['application/x-www-form-urlencoded', 'text/plain'])
      expect(await send(change, { ...own, 'content-type': type }, '{"visibility":"public"}')).toMatchObject({
        status: 415,
        where: 'Content-Type',
      });
  });
});

it('signs no one in from another page, nor out', async () => {
  const accounts = await server.database.account.count();
  const body = JSON.stringify({ token: admin.token });
  for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded']) {
    const response = await fetch(`${server.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': type, 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
      body,
    });
    expect([response.status, response.headers.get('set-cookie')]).toEqual([403, null]);
  }
  const link = await fetch(`${server.url}/?token=${admin.token}`, { redirect: 'manual' });
  expect(link.headers.get('set-cookie')).toBeNull();
  const me = await fetch(`${server.url}/api/v1/me`, { headers: { cookie } });
  expect(await me.json()).toMatchObject({ account: { name: 'ann' } });
  expect(await server.database.account.count()).toBe(accounts);
});

it('knows its own origin behind a proxy that it trusts', async () => {
  const instance = server.app.getHttpAdapter().getInstance() as { set(name: string, value: unknown): void };
  const change = { method: 'POST', path: '/api/v1/runs' };
  const proxied = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'graft.example' };
  const sent = { cookie, 'content-type': 'application/json', origin: 'https://graft.example' };
  expect(await send(change, { ...sent, ...proxied }, '{}')).toSatisfy(bySource); // anyone can send these headers
  instance.set('trust proxy', 'loopback');
  expect(await send(change, { ...sent, ...proxied }, '{}')).not.toSatisfy(bySource);
  instance.set('trust proxy', false);
});

it('never repeats a secret, nor a large body', async () => {
  const session = async (body: string, type = 'application/json') => {
    const response = await fetch(`${server.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    });
    return { status: response.status, text: await response.text() };
  };
  const secret = 'graft_s3cret-s3cret';
  for (const body of [
    JSON.stringify({ token: 7, tokn: secret, name: secret }),
    JSON.stringify({ token: [secret] }),
    `{"token":"${secret}"`,
    `${secret}`,
  ]) {
    const { status, text } = await session(body);
    expect([status, text.includes(secret)]).toEqual([422, false]);
  }
  const huge = await session(JSON.stringify({ token: 'x'.repeat(15_000_000) }));
  expect(huge.status).toBe(413);
  const long = await session(JSON.stringify({ name: 'x'.repeat(40_000), odd: 'y'.repeat(20_000) }));
  expect(long.status).toBe(422);
  expect(huge.text.length + long.text.length).toBeLessThan(3_000);
});
