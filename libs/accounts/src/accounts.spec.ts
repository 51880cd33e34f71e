import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { Config } from '#graft/config';
import type { Database } from '#graft/database';
import type { Problem } from '#graft/problems';
import { Accounts, Tokens } from './index.js';
import { AccountsApp, type Sending } from './testing/accounts-app.js';

let place: AccountsApp;
let app: AccountsApp['app'];
let url: string;
let owner: string;
let config: Config;
let database: Database;

beforeAll(async () => {
  place = await AccountsApp.start();
  ({ app, url, owner, config, database } = place);
});

beforeEach(() => {
  config.publicReading = true;
});

afterAll(() => place.close());

const send = (method: string, path: string, sending?: Sending) => place.send(method, path, sending);
const member = (name: string) => place.member(name);

it('makes one owner, whose token is in the data folder and for its owner alone', async () => {
  const path = join(config.dataDir, 'token');
  expect((await readFile(path, 'utf8')).trim()).toBe(owner);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await app.get(Accounts).ensureOwner()).toBe(owner);
  const me = await send('GET', 'me');
  expect(await me.json()).toMatchObject({
    account: { name: 'owner', role: 'admin' },
    scopes: ['admin'],
    namespaces: ['owner'],
  });
});

it('keeps the hash of a token only', async () => {
  const rows = await database.token.findMany();
  expect(JSON.stringify(rows)).not.toContain(owner);
  expect(owner).toMatch(/^graft_[A-Za-z0-9_-]{43}$/);
});

it('lets callers without a token use public routes, and knows callers with one', async () => {
  expect(await (await send('GET', 'open', { token: null })).json()).toEqual({ name: null });
  expect(await (await send('GET', 'open')).json()).toEqual({ name: 'owner' });
  expect((await send('GET', 'open', { token: 'graft_wrong' })).status).toBe(401);
});

it('asks for a token everywhere when reading is not public', async () => {
  config.publicReading = false;
  expect((await send('GET', 'open', { token: null })).status).toBe(401);
  expect((await send('GET', 'open')).status).toBe(200);
});

it('asks for the scope', async () => {
  const token = await member('scoped');
  const refused = await send('GET', 'train', { token });
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({ accepted: ['train'], received: ['read', 'publish'] });
  expect((await send('GET', 'users', { token })).status).toBe(403);
  expect((await send('GET', 'train', { token: null })).status).toBe(401);
  expect((await send('GET', 'train')).status).toBe(200);
});

it('gives no token more than the token that asks for it', async () => {
  const token = await member('climber');
  const refused = await send('POST', 'tokens', { token, body: { name: 'more', scopes: ['read', 'admin'] } });
  expect(refused.status).toBe(403);
  expect(((await refused.json()) as Problem).detail).toMatch(/admin/);
});

it('shows a token once, and no more once it is revoked or expired', async () => {
  const created = await send('POST', 'tokens', { body: { name: 'laptop', scopes: ['read'] } });
  const { id, token } = (await created.json()) as { id: string; token: string };
  expect((await send('GET', 'me', { token })).status).toBe(200);
  const listed = await (await send('GET', 'tokens')).text();
  expect(listed).toContain(id);
  expect(listed).not.toContain(token);
  expect((await send('DELETE', `tokens/${id}`)).status).toBe(204);
  expect((await send('GET', 'me', { token })).status).toBe(401);
  expect((await send('DELETE', `tokens/${id}`)).status).toBe(404);

  const past = await send('POST', 'tokens', { body: { name: 'past', scopes: ['read'], expiresAt: '2020-01-01' } });
  expect(past.status).toBe(422);
  const { accountId } = await app.get(Tokens).callerOf(owner);
  const expired = await app.get(Tokens).issue(accountId, { name: 'x', scopes: ['read'], expiresAt: new Date() });
  expect((await send('GET', 'me', { token: expired.secret })).status).toBe(401);
});

it('records a use at most once per minute', async () => {
  const token = await member('used');
  const lastUse = async () =>
    (await database.account.findUnique({ where: { name: 'used' }, include: { tokens: true } }))!.tokens[0]!;
  await send('GET', 'me', { token });
  const first = await lastUse();
  await send('GET', 'me', { token });
  expect((await lastUse()).lastUsedAt).toEqual(first.lastUsedAt);
  const long = new Date(Date.now() - 61_000);
  await database.token.update({ where: { id: first.id }, data: { lastUsedAt: long } });
  await send('GET', 'me', { token });
  expect((await lastUse()).lastUsedAt!.getTime()).toBeGreaterThan(long.getTime());
});

it('signs in by password or token, with a cookie that other sites cannot use', async () => {
  const password = 'correct horse battery';
  await send('POST', 'users', { body: { name: 'pia', password } });
  const signIn = (body: object) => send('POST', 'session', { token: null, body });
  const signedIn = await signIn({ name: 'pia', password });
  expect(signedIn.status).toBe(204);
  const cookie = signedIn.headers.get('set-cookie')!;
  expect(cookie).toMatch(/^graft_session_[0-9a-f]{8}=graft_.*HttpOnly; SameSite=Strict$/);
  const withCookie = (method: string, path: string) =>
    fetch(`${url}/${path}`, { method, headers: { cookie: `other=1; ${cookie.split(';')[0]}` } });
  expect(await (await withCookie('GET', 'me')).json()).toMatchObject({ account: { name: 'pia', role: 'member' } });
  expect((await withCookie('DELETE', 'session')).status).toBe(204);
  expect(await (await withCookie('GET', 'me')).json()).toMatchObject({ account: null });
  expect(await (await withCookie('GET', 'open')).json()).toEqual({ name: null });

  expect((await signIn({ name: 'pia', password: 'wrong' })).status).toBe(401);
  expect((await signIn({ name: 'stranger', password })).status).toBe(401);
  expect((await signIn({ token: 'graft_wrong' })).status).toBe(401);
  expect((await signIn({})).status).toBe(422);
  expect((await signIn({ token: owner })).status).toBe(204);
});

it('lets admins make namespaces, and members publish only under their own', async () => {
  const token = await member('una');
  const caller = await app.get(Tokens).callerOf(token);
  const admin = await app.get(Tokens).callerOf(owner);
  const accounts = app.get(Accounts);
  await accounts.assertMayPublish(caller, 'una');
  await expect(accounts.assertMayPublish(caller, 'owner')).rejects.toMatchObject({ status: 403 });
  await expect(accounts.assertMayPublish(caller, 'stranger')).rejects.toMatchObject({
    status: 403,
    extras: { accepted: ['una'] },
  });
  await expect(accounts.assertMayPublish(admin, 'No Name')).rejects.toMatchObject({ status: 422 });

  expect((await send('POST', 'namespaces', { token, body: { name: 'team' } })).status).toBe(403);
  expect((await send('POST', 'namespaces', { body: { name: 'team', owner: 'una' } })).status).toBe(201);
  expect((await send('POST', 'namespaces', { body: { name: 'team' } })).status).toBe(409);
  expect((await send('POST', 'namespaces', { body: { name: 'x', owner: 'stranger' } })).status).toBe(404);
  for (const [path, name] of [
    ['namespaces', 'arrivals'],
    ['users', 'sample'],
  ] as const)
    expect((await send('POST', path, { body: { name } })).status).toBe(422);
  await expect(accounts.assertMayPublish(admin, 'arrivals')).rejects.toThrow(/because the API uses it/);
  await accounts.assertMayPublish(admin, 'team');
  await accounts.assertMayPublish(caller, 'team');

  // Checking never writes: the namespace comes with what is published first.
  const namespaces = await database.namespace.count();
  await accounts.assertMayPublish(admin, 'new-team');
  expect(await database.namespace.count()).toBe(namespaces);
  await database.$transaction((tx) => accounts.claimNamespace(tx, admin, 'new-team'));
  await database.$transaction((tx) => accounts.claimNamespace(tx, admin, 'una'));
  expect(await accounts.namespacesOf(admin.accountId)).toMatchObject([{ name: 'new-team' }, { name: 'owner' }]);
  await expect(accounts.assertMayPublish(caller, 'new-team')).rejects.toMatchObject({ status: 403 });
});

it('pages lists by cursor', async () => {
  await member('page-a');
  await member('page-b');
  const names: string[] = [];
  let path: string | undefined = 'namespaces?limit=2';
  while (path) {
    const response = await send('GET', path);
    const { items } = (await response.json()) as { items: { name: string }[] };
    expect(items.length).toBeLessThanOrEqual(2);
    names.push(...items.map(({ name }) => name));
    path = /^<\/(.*)>; rel="next"$/.exec(response.headers.get('link') ?? '')?.[1];
  }
  const all = await database.namespace.findMany();
  expect(names).toEqual(all.map(({ name }) => name).sort());
  expect((await send('GET', 'users?limit=1')).headers.get('link')).toMatch(/cursor=/);
  expect((await send('GET', 'users?cursor=junk')).status).toBe(400);
});

it('takes the owner from files, and forgets a token that was there before', async () => {
  const path = join(config.dataDir, 'secret');
  const configured = Object.assign(new Config(), { dataDir: config.dataDir, ownerTokenFile: path });
  const accounts = new Accounts(database, app.get(Tokens), configured);
  await writeFile(path, 'first-secret-token\n');
  expect(await accounts.ensureOwner()).toBeNull();
  expect((await send('GET', 'me', { token: 'first-secret-token' })).status).toBe(200);
  await writeFile(path, 'second-secret-token\n');
  await accounts.ensureOwner();
  await accounts.ensureOwner();
  expect((await send('GET', 'me', { token: 'second-secret-token' })).status).toBe(200);
  expect((await send('GET', 'me', { token: 'first-secret-token' })).status).toBe(401);
  await writeFile(path, 'short');
  await expect(accounts.ensureOwner()).rejects.toThrow(/too short/);

  await writeFile(path, 'a long password');
  Object.assign(configured, { ownerTokenFile: undefined, ownerPasswordFile: path });
  await accounts.ensureOwner();
  expect((await accounts.signIn('owner', 'a long password')).role).toBe('admin');
});
