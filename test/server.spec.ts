import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { Service } from './support/service.js';

let service: Service;
beforeAll(async () => void (service = await Service.start()));
afterAll(() => service.dispose());

const get = async (path: string) => {
  const response = await fetch(`${service.url}${path}`, { redirect: 'manual' });
  return { status: response.status, headers: response.headers, body: await response.text() };
};

const readiness = async () =>
  JSON.parse((await get('/readyz')).body) as { status: string; engines: string | { name: string }[] };

/** The process that probes the engines of a server that has just started. */
async function probeOf(server: number): Promise<number> {
  for (;;) {
    const found = await promisify(execFile)('pgrep', ['-P', String(server), '-f', 'survey.child']).catch(() => null);
    if (found) return Number(found.stdout);
    await sleep(20);
  }
}

/** The server with other settings, expected to end at once. */
async function refused(env: Record<string, string>): Promise<{ code: number | null; stderr: string }> {
  const child = spawn(process.execPath, ['dist/server.js'], {
    env: { PATH: process.env.PATH, GRAFT_DATA: join(service.dataDir, 'other'), ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [stderr] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { code: child.exitCode, stderr };
}

it('is alive and ready, and says which engines run', async () => {
  expect(JSON.parse((await get('/healthz')).body)).toEqual({ status: 'ok' });
  await vi.waitFor(
    async () => {
      const { engines, ...ready } = await readiness();
      expect(ready).toEqual({ status: 'ready', database: 'ok', blobs: 'ok' });
      expect(engines).toContainEqual(expect.objectContaining({ name: 'onnxruntime', available: true }));
    },
    { timeout: 30_000 },
  );
});

it('begins with the empty database that the build has made', async () => {
  const identity = async (database: string) => (await readFile(join(database, 'global/pg_control'))).subarray(0, 8);
  expect(await identity(join(service.dataDir, 'database'))).toEqual(await identity('dist/empty-database'));
});

it('counts requests by route and jobs by kind', async () => {
  await service.call('GET', '/models');
  const { body } = await get('/metrics');
  expect(body).toContain('http_request_duration_seconds_count{method="GET",route="/api/v1/models",status="200"} 1');
  expect(body).toContain('process_resident_memory_bytes');
});

it('describes itself and serves a page to try it', async () => {
  const { body } = await get('/api/docs-json');
  expect(Object.keys((JSON.parse(body) as { paths: object }).paths)).toContain('/api/v1/runs/{id}/events');
  expect((await get('/api/docs')).body).toContain('swagger-ui');
});

it('prints an address that signs the owner in once', async () => {
  const token = /Open +http:\S+\/#token=(once_\S+)/.exec(await service.log())![1]!;
  const signIn = () =>
    fetch(`${service.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ oneTimeToken: token }),
    });
  const cookie = (await signIn()).headers.get('set-cookie')!;
  expect(cookie).toMatch(/^graft_session_.*HttpOnly; SameSite=Strict$/);
  const me = await fetch(`${service.url}/api/v1/me`, { headers: { cookie: cookie.split(';')[0]! } });
  expect(await me.json()).toMatchObject({ account: { name: 'owner', role: 'admin' } });
  expect((await signIn()).status).toBe(401);
});

it('prints another such address with `graft open`, of any page', async () => {
  const { url } = (await service.graft('open', 'owner/cats', '--json')).json;
  expect(url).toMatch(new RegExp(`^${service.url}/m/owner/cats#token=once_`));
  expect((await service.graft('open')).stdout).toMatch(new RegExp(`^${service.url}/#token=once_\\S+\n$`));
  const made = await service.call('POST', '/tokens', { name: 'a member', scopes: ['read'] });
  const plain = await service.graftWith({ GRAFT_TOKEN: made.token }, 'open');
  expect(plain.stdout).toBe(`${service.url}/\n`);
});

it('says who asks, with no account for an anonymous visitor', async () => {
  expect(await service.call('GET', '/me')).toMatchObject({ account: { name: 'owner' }, namespaces: ['owner'] });
  const { status, body } = await get('/api/v1/me');
  expect([status, JSON.parse(body)]).toEqual([200, { account: null, scopes: [], namespaces: [] }]);
});

it('signs no one in by a link', async () => {
  const { status, headers } = await get(`/?token=${await service.token()}`);
  expect([status, headers.get('set-cookie')]).toEqual([200, null]);
});

it('answers everything else with problem details', async () => {
  for (const [path, status] of [
    ['/api/v1/nothing', 404],
    ['/nothing', 404],
    ['/api/v1/runs', 401],
    ['/api/v1/models?limit=0', 422],
  ] as const) {
    const answer = await get(path);
    expect([path, answer.status]).toEqual([path, status]);
    expect(answer.headers.get('content-type')).toMatch('application/problem+json');
    expect(JSON.parse(answer.body)).toMatchObject({
      type: expect.any(String) as string,
      title: expect.any(String) as string,
    });
  }
});

it('says which part of an address is wrong', async () => {
  const answer = await service.fetch('/api/v1/runs/1');
  expect(await answer.json()).toMatchObject({ status: 422, where: 'id', detail: 'id: must be a UUID (received "1").' });
});

it('keeps the token to itself', async () => {
  expect((await stat(join(service.dataDir, 'token'))).mode & 0o777).toBe(0o600);
  const printed = (await service.log()).split(await service.token()).length - 1;
  expect(printed).toBe(0);
});

it('refuses to listen beyond this machine without an owner', async () => {
  const { code, stderr } = await refused({ GRAFT_HOST: '0.0.0.0' });
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^graft: Listening on 0\.0\.0\.0 makes the server reachable from other machines, but no owner is configured\..*\n$/,
  );
});

it('says in a line that the port is taken, or that the data are in use', async () => {
  const taken = await refused({ GRAFT_PORT: String(service.port) });
  expect(taken).toMatchObject({ code: 1, stderr: expect.stringMatching(/Port \d+ is taken/) as string });
  const inUse = await refused({ GRAFT_PORT: '0', GRAFT_DATA: service.dataDir });
  expect(inUse).toMatchObject({ code: 1, stderr: expect.stringContaining(`open in process ${service.pid}`) as string });
});

it('names a setting that is wrong', async () => {
  expect((await refused({ GRAFT_PORT: 'http' })).stderr).toMatch(
    /^graft: The configuration is not valid: GRAFT_PORT is "http"; a whole number/,
  );
});

it('stops when asked, withdraws its address, and starts again with what it had', async () => {
  const token = await service.token();
  expect(await service.stop()).toBe(0);
  await expect(stat(join(service.dataDir, 'server.json'))).rejects.toThrow('ENOENT');
  await service.start();
  expect(await service.token()).toBe(token);
  expect(await service.call('GET', '/me')).toMatchObject({ account: { name: 'owner' } });
});

it('is ready while the probe of engines hangs, and says why they are unknown once it was killed', async () => {
  await service.stop();
  await service.start();
  const probe = await probeOf(service.pid);
  process.kill(probe, 'SIGSTOP');
  expect(await readiness()).toMatchObject({
    status: 'ready',
    engines: 'unknown: the engines are still being probed',
  });
  process.kill(probe, 'SIGKILL');
  await vi.waitFor(async () =>
    expect((await readiness()).engines).toMatch(
      /^unknown: the process that probes the engines was killed.*; trying again in \d+ s$/,
    ),
  );
});
