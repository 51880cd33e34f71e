import type { Express } from 'express';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { Config } from '#graft/config';
import { Accounts, Sessions } from './index.js';
import { AccountsApp } from './testing/accounts-app.js';

let place: AccountsApp;

beforeAll(async () => {
  place = await AccountsApp.start();
  (place.app.getHttpAdapter().getInstance() as Express).set('trust proxy', 'loopback');
});
afterAll(() => place.close());
afterEach(() => vi.useRealTimers());

const post = (body: object, headers: Record<string, string> = {}) =>
  fetch(`${place.url}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
const cookieOf = (response: Response): string => response.headers.get('set-cookie')!.split(';')[0]!;
const whoIs = async (cookie: string): Promise<string | null> =>
  ((await (await fetch(`${place.url}/open`, { headers: { cookie } })).json()) as { name: string | null }).name;

/** Made by the owner, unless another token is given. */
const oneTimeToken = async (token = place.owner): Promise<string> =>
  ((await (await place.send('POST', 'session/one-time-tokens', { token })).json()) as { token: string }).token;

/** The cookie of a browser that is signed in to a new account. */
async function signedInAs(name: string): Promise<string> {
  return cookieOf(await post({ token: await place.member(name) }));
}

it('exchanges a one-time token once, for a session of its own', async () => {
  const token = await oneTimeToken();
  const signedIn = await post({ oneTimeToken: token });
  expect(signedIn.status).toBe(204);
  const cookie = cookieOf(signedIn);
  expect(cookie).not.toContain(token);
  expect(await whoIs(cookie)).toBe('owner');
  const again = await post({ oneTimeToken: token });
  expect([again.status, again.headers.get('set-cookie')]).toEqual([401, null]);
  expect((await place.send('GET', 'me', { token })).status).toBe(401); // it calls nothing

  await fetch(`${place.url}/session`, { method: 'DELETE', headers: { cookie } });
  expect(await whoIs(cookie)).toBeNull();
  expect((await place.send('GET', 'me')).status).toBe(200); // the owner's own token stays
});

it('signs in one of many that use the same one-time token at once', async () => {
  const token = await oneTimeToken();
  const answers = await Promise.all(Array.from({ length: 10 }, () => post({ oneTimeToken: token })));
  expect(answers.map(({ status }) => status).sort()).toEqual([204, ...Array.from({ length: 9 }, () => 401)]);
});

it('replaces the session of another account only when asked to, and says whose they are', async () => {
  const cookie = await signedInAs('ada');
  const token = await oneTimeToken();
  const refused = await post({ oneTimeToken: token }, { cookie });
  expect([refused.status, refused.headers.get('set-cookie')]).toEqual([409, null]);
  expect(await refused.json()).toMatchObject({ signedInAs: 'ada', account: 'owner' });
  expect(await whoIs(cookie)).toBe('ada');
  const replaced = await post({ oneTimeToken: token, replace: true }, { cookie });
  expect(await whoIs(cookieOf(replaced))).toBe('owner');
});

it('changes nothing for a token that is not accepted, or that is of the account that is signed in', async () => {
  const cookie = cookieOf(await post({ oneTimeToken: await oneTimeToken() }));
  for (const body of [{ oneTimeToken: 'once_nonsense' }, { token: 'graft_nonsense' }]) {
    const refused = await post({ ...body, replace: true }, { cookie });
    expect([refused.status, refused.headers.get('set-cookie')]).toEqual([401, null]);
  }
  const token = await oneTimeToken();
  const same = await post({ oneTimeToken: token }, { cookie });
  expect([same.status, same.headers.get('set-cookie')]).toEqual([204, null]);
  expect(await whoIs(cookie)).toBe('owner');
  expect((await post({ oneTimeToken: token })).status).toBe(204); // it was not used up
});

it('ends the session that another one replaces', async () => {
  const before = cookieOf(await post({ oneTimeToken: await oneTimeToken() }));
  await post({ token: await place.member('bea'), replace: true }, { cookie: before });
  expect(await whoIs(before)).toBeNull();
});

it('makes one-time tokens for admins alone, which work for a day and no longer than the token that made them', async () => {
  const member = await place.member('carl');
  expect((await place.send('POST', 'session/one-time-tokens', { token: member })).status).toBe(403);

  const admin = await place.tokens.callerOf(place.owner);
  const latest = new Date(Date.now() + 60_000);
  const { secret } = place.app.get(Sessions).offer({ ...admin, credential: { id: '', expiresAt: latest } });
  const session = cookieOf(await post({ oneTimeToken: secret })).split('=')[1]!;
  expect((await place.tokens.callerOf(session)).credential?.expiresAt).toEqual(latest);

  const late = await oneTimeToken();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 25 * 3600 * 1000 });
  expect(place.app.get(Sessions).offered(late)).toBeNull();
});

it('takes a cookie over TLS only for this host', async () => {
  const secure = { 'x-forwarded-proto': 'https' };
  const signedIn = await post({ oneTimeToken: await oneTimeToken() }, secure);
  expect(signedIn.headers.get('set-cookie')).toMatch(
    /^__Host-graft_session_[0-9a-f]{8}=graft_\S+; Max-Age=2592000; Path=\/; .*HttpOnly; Secure; SameSite=Strict$/,
  );
  const name = async (cookie: string) => {
    const answer = await fetch(`${place.url}/open`, { headers: { ...secure, cookie } });
    return ((await answer.json()) as { name: string | null }).name;
  };
  const cookie = cookieOf(signedIn);
  expect(await name(cookie)).toBe('owner');
  expect(await name(cookie.replace('__Host-', ''))).toBeNull(); // one that was set without TLS
});

it('names its cookie after its database, so that two servers of a host do not sign each other out', async () => {
  const other = await AccountsApp.start();
  try {
    const { token } = (await (await other.send('POST', 'session/one-time-tokens')).json()) as { token: string };
    const answer = await fetch(`${other.url}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ oneTimeToken: token }),
    });
    const [theirs, ours] = [cookieOf(answer), cookieOf(await post({ oneTimeToken: await oneTimeToken() }))];
    expect(theirs.split('=')[0]).not.toBe(ours.split('=')[0]);
    expect(await whoIs(`${theirs}; ${ours}`)).toBe('owner');
    expect(await whoIs(theirs)).toBeNull();
  } finally {
    await other.close();
  }
});

it('signs in by a token that has any character that a header can carry, and refuses others at the start', async () => {
  const file = join(place.config.dataDir, 'owner-token');
  const accounts = new Accounts(
    place.database,
    place.tokens,
    Object.assign(new Config(), { dataDir: place.config.dataDir, ownerTokenFile: file }),
  );
  const token = 'a+b/c==;,"%41\\{}~';
  await writeFile(file, `${token}\n`);
  await accounts.ensureOwner();
  expect((await place.send('GET', 'me', { token })).status).toBe(200);
  expect(await whoIs(cookieOf(await post({ token })))).toBe('owner');

  for (const odd of ['with a space in it', 'pässword-token', 'token\twith-tab']) {
    await writeFile(file, odd);
    await expect(accounts.ensureOwner()).rejects.toThrow(/GRAFT_OWNER_TOKEN_FILE.*cannot be sent in a header/);
  }
});
