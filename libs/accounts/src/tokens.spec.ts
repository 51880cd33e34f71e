import { afterAll, beforeAll, expect, it } from 'vitest';
import { AccountsApp } from './testing/accounts-app.js';

let place: AccountsApp;

beforeAll(async () => {
  place = await AccountsApp.start();
});
afterAll(() => place.close());

interface Made {
  id: string;
  token: string;
  expiresAt: string | null;
}

const make = async (token: string, body: object) => {
  const response = await place.send('POST', 'tokens', { token, body });
  return { status: response.status, ...((await response.json()) as Made & { detail?: string }) };
};
const hence = (ms: number) => new Date(Date.now() + ms).toISOString();

/** The cookie of a session that was opened with a password. */
async function session(name: string, password: string): Promise<string> {
  const signedIn = await place.send('POST', 'session', { token: null, body: { name, password } });
  return /=(graft_[^;]*)/.exec(signedIn.headers.get('set-cookie')!)![1]!;
}

it('gives no token a longer life than the one that makes it', async () => {
  const short = await make(place.owner, { name: 'a minute', expiresAt: hence(60_000), scopes: ['admin'] });
  expect(short.status).toBe(201);
  const longer = await make(short.token, { name: 'longer', scopes: ['read'], expiresAt: hence(120_000) });
  expect(longer).toMatchObject({ status: 403, detail: expect.stringContaining(short.expiresAt!) as string });
  expect(await make(short.token, { name: 'as long', scopes: ['read'] })).toMatchObject({
    status: 201,
    expiresAt: short.expiresAt,
  });
  expect((await make(short.token, { name: 'shorter', expiresAt: hence(30_000), scopes: ['read'] })).status).toBe(201);
  expect(await make(place.owner, { name: 'no end', scopes: ['read'] })).toMatchObject({ expiresAt: null });
});

it('lets a token revoke itself, and only an admin or a session with a password see and revoke others', async () => {
  const [name, password] = ['mina', 'correct horse battery'];
  await place.send('POST', 'users', { body: { name, password } });
  const cookie = await session(name, password);
  const reader = await make(cookie, { name: 'reader', scopes: ['read'] });
  const other = await make(cookie, { name: 'other', scopes: ['read', 'publish', 'train'] });
  expect(reader).toMatchObject({ status: 201, expiresAt: null });

  const refused = await place.send('GET', 'tokens', { token: other.token });
  expect(refused.status).toBe(403);
  expect(await refused.text()).toContain('sign in with a name and a password');
  expect((await place.send('DELETE', `tokens/${other.id}`, { token: reader.token })).status).toBe(403);
  expect((await place.send('DELETE', `tokens/${crypto.randomUUID()}`, { token: reader.token })).status).toBe(403);
  expect((await place.send('DELETE', `tokens/${reader.id}`, { token: reader.token })).status).toBe(204);
  expect((await place.send('GET', 'me', { token: reader.token })).status).toBe(401);

  expect(await (await place.send('GET', 'tokens', { token: cookie })).text()).toContain(other.id);
  expect((await place.send('DELETE', `tokens/${other.id}`, { token: cookie })).status).toBe(204);
  // What a session may is not given on.
  const body = { name: 'more', scopes: ['tokens'] };
  expect((await place.send('POST', 'tokens', { token: cookie, body })).status).toBe(400);
});

it("lets an admin see and revoke a member's tokens, one or all", async () => {
  const token = await place.member('otto');
  const kept = await make(token, { name: 'kept', scopes: ['read'] });
  const listed: unknown = await (await place.send('GET', 'users/otto/tokens')).json();
  expect(listed).toMatchObject({ items: [{ name: 'test' }, { id: kept.id }] });
  expect((await place.send('DELETE', `users/owner/tokens/${kept.id}`)).status).toBe(404);
  expect((await place.send('DELETE', `users/otto/tokens/${kept.id}`)).status).toBe(204);
  expect((await place.send('GET', 'me', { token: kept.token })).status).toBe(401);
  expect((await place.send('GET', 'me', { token })).status).toBe(200);
  expect(await (await place.send('DELETE', 'users/otto/tokens')).json()).toEqual({ revoked: 1 });
  expect((await place.send('GET', 'me', { token })).status).toBe(401);
  for (const path of ['users/stranger/tokens', 'users/stranger'])
    expect((await place.send('DELETE', path)).status).toBe(404);
});

it('makes an admin a member where the token lacks admin', async () => {
  const token = await place.member('ruth', { role: 'admin', scopes: ['read', 'publish', 'train'] });
  expect(await (await place.send('GET', 'me', { token })).json()).toMatchObject({
    account: { role: 'admin' },
    scopes: ['read', 'publish', 'train'],
  });
  expect((await place.send('GET', 'users', { token })).status).toBe(403);
  const caller = await place.tokens.callerOf(token);
  await expect(place.accounts.assertMayPublish(caller, 'owner')).rejects.toMatchObject({ status: 403 });
});

it('turns a disabled account away until it is enabled', async () => {
  const [name, password] = ['dora', 'correct horse battery'];
  await place.send('POST', 'users', { body: { name, password } });
  const cookie = await session(name, password);
  const { token } = await make(cookie, { name: 'laptop', scopes: ['read'] });
  const change = (disabled: boolean) => place.send('PATCH', 'users/dora', { body: { disabled } });
  expect(await (await change(true)).json()).toMatchObject({ name, disabledAt: expect.any(String) as string });
  expect((await change(true)).status).toBe(200);
  for (const secret of [token, cookie]) expect((await place.send('GET', 'me', { token: secret })).status).toBe(401);
  const refused = await place.send('POST', 'session', { token: null, body: { name, password } });
  expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining('disabled') as string]);
  const wrong = await place.send('POST', 'session', { token: null, body: { name, password: 'a wrong password' } });
  expect([wrong.status, await wrong.text()]).toEqual([401, expect.not.stringContaining('disabled') as string]);
  expect(await (await change(false)).json()).toMatchObject({ disabledAt: null });
  expect((await place.send('GET', 'me', { token })).status).toBe(200);
});

it('keeps an admin who can sign in', async () => {
  const disable = (name: string, token?: string) =>
    place.send('PATCH', `users/${name}`, { token, body: { disabled: true } });
  await place.database.account.deleteMany({ where: { role: 'admin', name: { not: 'owner' } } });
  const refused = await disable('owner');
  expect([refused.status, await refused.text()]).toEqual([409, expect.stringContaining('last admin') as string]);
  await place.accounts.create({ name: 'no-way-in', role: 'admin' });
  expect((await disable('owner')).status).toBe(409);
  const second = await place.member('second', { role: 'admin', scopes: ['admin'] });
  // Each disables the other: one of them stays.
  const both = await Promise.all([disable('second'), disable('owner', second)]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, expect.toBeOneOf([401, 409])]);
  await place.database.account.updateMany({ data: { disabledAt: null } });
  expect((await disable('owner', second)).status).toBe(200);
  expect(await place.accounts.ensureOwner()).toBeNull();
});
