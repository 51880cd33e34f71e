import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ended, ensureBase, ensurePictures, sharedService, smallModel } from './support/shared.js';

const service = sharedService();

/** A member's token: the owner makes the account, whose password opens a session that makes a token. */
async function memberToken(name: string): Promise<string> {
  const password = 'correct horse battery';
  await service.call('POST', '/users', { name, password });
  // As the page sends them: a session's changes come from its own origin.
  const json = { 'content-type': 'application/json', origin: service.url };
  const session = await fetch(`${service.url}/api/v1/session`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ name, password }),
  });
  const cookie = session.headers.get('set-cookie')!.split(';')[0]!;
  const made = await fetch(`${service.url}/api/v1/tokens`, {
    method: 'POST',
    headers: { ...json, cookie },
    body: '{"name":"test"}',
  });
  return ((await made.json()) as { token: string }).token;
}

describe('what is private', { timeout: 120_000 }, () => {
  let mallory: string;
  let dataset: string;
  let run: string;

  beforeAll(async () => {
    mallory = await memberToken('mallory');
    const base = await ensureBase(service);
    dataset = await ensurePictures(service);
    ({ id: run } = await service.call('POST', '/runs', { base, dataset, recipe: { epochs: 1 } }));
    await ended(service, run);
    await service.call('POST', `/runs/${run}/publish`, { name: 'owner/secret', visibility: 'private' });
  }, 120_000);

  const as = async (token: string | null, method: string, path: string, body?: unknown) => {
    const response = await fetch(`${service.url}${path}`, {
      method,
      headers: { ...(token && { Authorization: `Bearer ${token}` }), 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, text: await response.text() };
  };

  it('does not exist for another account, nor without a token', async () => {
    const paths = [
      `/api/v1/datasets/${dataset}`,
      `/api/v1/datasets/${dataset}/versions/1/items`,
      `/api/v1/datasets/${dataset}/versions/1/items/0/image`,
      `/api/v1/datasets/${dataset}/versions/1/items/0/thumbnail`,
      '/api/v1/models/owner/secret',
      '/api/v1/models/owner/secret/versions/1',
      '/api/v1/models/owner/secret/versions/1/tfjs/model.json',
      '/api/v1/models/owner/secret/versions/1/onnx/model.onnx',
    ];
    for (const path of paths) {
      expect([path, (await service.fetch(path)).status]).toEqual([path, 200]);
      expect([path, (await as(mallory, 'GET', path)).status]).toEqual([path, 404]);
      expect([path, (await as(null, 'GET', path)).status]).toEqual([path, 404]);
    }
    for (const path of [`/api/v1/runs/${run}`, `/api/v1/runs/${run}/events`, `/api/v1/runs/${run}/onnx/model.onnx`]) {
      expect([path, (await as(mallory, 'GET', path)).status]).toEqual([path, 404]);
      expect([path, (await as(null, 'GET', path)).status]).toEqual([path, 401]);
    }
  });

  it('is in no list of another account', async () => {
    expect((await as(mallory, 'GET', '/api/v1/models?query=secret')).text).not.toContain('owner/secret');
    expect(JSON.parse((await as(mallory, 'GET', '/api/v1/runs')).text)).toMatchObject({ items: [] });
    expect(JSON.parse((await as(mallory, 'GET', '/api/v1/datasets')).text)).toMatchObject({ items: [] });
  });

  it('cannot be used, changed or deleted by others', async () => {
    const runs = (body: object) => as(mallory, 'POST', '/api/v1/runs', body);
    expect((await runs({ base: 'owner/secret', dataset })).status).toBe(404);
    expect((await runs({ base: 'starter/efficientnet-lite0', dataset })).status).toBe(404);
    for (const act of ['cancel', 'resume'])
      expect((await as(mallory, 'POST', `/api/v1/runs/${run}/${act}`)).status).toBe(404);
    const publish = await as(mallory, 'POST', `/api/v1/runs/${run}/publish`, {
      name: 'mallory/mine',
      visibility: 'public',
    });
    expect(publish.status).toBe(404);
    for (const path of [`/api/v1/runs/${run}`, `/api/v1/datasets/${dataset}`, '/api/v1/models/owner/secret'])
      expect([path, (await as(mallory, 'DELETE', path)).status]).toEqual([path, 404]);
  });

  it('publishes only in namespaces of the caller', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'graft-mallory-'));
    const env = { GRAFT_URL: service.url, GRAFT_TOKEN: mallory };
    const taken = await service.graftWith(env, 'import', await smallModel(), '--name', 'owner/mine');
    expect([taken.code, taken.stderr.trim().split('\n').at(-1)]).toEqual([
      1,
      expect.stringMatching(/because it is not yours/),
    ]);
    await writeFile(join(folder, 'x'), '');
    expect((await as(mallory, 'POST', '/api/v1/users', { name: 'friend' })).status).toBe(403);
    expect((await as(mallory, 'POST', '/api/v1/imports', { index: '/etc' })).status).toBe(403);
    expect((await as(mallory, 'POST', '/api/v1/gc')).status).toBe(403);
  });

  it('is neither carried into a public version nor named there', async () => {
    await service.call('POST', `/runs/${run}/publish`, { name: 'owner/open', visibility: 'public' });
    const shown = (await as(mallory, 'GET', '/api/v1/models/owner/open/versions/1')).text;
    const card = (await as(mallory, 'GET', '/api/v1/models/owner/open')).text;
    for (const text of [shown, card]) {
      expect(text).not.toMatch(/picture-/);
      expect(text).not.toContain(dataset);
      expect(text).not.toContain(run);
    }
    expect(card).toContain('a private data set of');
    const family = JSON.parse(
      (await as(mallory, 'GET', '/api/v1/models/owner/open/versions/1/lineage')).text,
    ) as object;
    expect(family).not.toHaveProperty('dataset');
  });
});
