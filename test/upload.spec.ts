import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, stat, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sharedService } from './support/shared.js';

const service = sharedService();
const MEGABYTE = 2 ** 20;

/** A way to the server that breaks for good once this many bytes have passed, which the server has read. */
async function breakingProxy(after: number): Promise<{ url: string; close(): void }> {
  let passed = 0;
  const proxy = createServer((client) => {
    const upstream = connect(service.port, '127.0.0.1');
    client.on('error', () => {});
    upstream.on('error', () => {});
    client.on('close', () => upstream.end());
    client.on('data', (chunk) => {
      passed += chunk.length;
      if (passed <= after) return upstream.write(chunk);
      proxy.close();
      client.destroy();
    });
    upstream.pipe(client);
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, close: () => proxy.close() };
}

it('goes on with an upload that was cut off half way', { timeout: 120_000 }, async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'graft-upload-')), 'pictures.zip');
  await writeFile(file, randomBytes(24 * MEGABYTE)); // no zip: what matters here is that all of it came
  const headers = { 'Tus-Resumable': '1.0.0' };
  const created = await service.fetch('/uploads', {
    method: 'POST',
    headers: { ...headers, 'Upload-Length': String(24 * MEGABYTE) },
  });
  const location = new URL(created.headers.get('location')!, service.url).pathname;

  const proxy = await breakingProxy(8 * MEGABYTE);
  const cut = fetch(`${proxy.url}${location}`, {
    method: 'PATCH',
    headers: {
      ...headers,
      Authorization: `Bearer ${await service.token()}`,
      'Upload-Offset': '0',
      'Content-Type': 'application/offset+octet-stream',
    },
    body: randomBytes(24 * MEGABYTE),
  });
  await expect(cut).rejects.toThrow();
  proxy.close();

  const received = async () =>
    Number((await service.fetch(location, { method: 'HEAD', headers })).headers.get('upload-offset'));
  await expect.poll(received).toBeGreaterThan(0);
  const offset = await received();
  expect(offset).toBeLessThan(24 * MEGABYTE);
  const rest = await service.fetch(location, {
    method: 'PATCH',
    headers: { ...headers, 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream' },
    body: randomBytes(24 * MEGABYTE - offset),
  });
  expect([rest.status, rest.headers.get('upload-offset')]).toEqual([204, String(24 * MEGABYTE)]);
});

it('goes on by the command line, even when the first attempt is no more', { timeout: 120_000 }, async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'graft-upload-')), 'pictures.zip');
  const length = 24 * MEGABYTE;
  await writeFile(file, randomBytes(length));
  const before = await readdir(uploads());
  const proxy = await breakingProxy(8 * MEGABYTE);
  const first = service.spawnGraft(['dataset', 'create', 'cut-off', file], {
    GRAFT_URL: proxy.url,
    GRAFT_TOKEN: await service.token(),
  });
  await new Promise((resolve) => setTimeout(resolve, 4000));
  first.kill('SIGKILL');
  proxy.close();
  const begun = (await readdir(uploads())).filter((name) => !before.includes(name));
  const sizes = await Promise.all(begun.map(async (name) => (await stat(join(uploads(), name))).size));
  const [received, ...others] = sizes.filter((size) => size > MEGABYTE); // others' uploads are small
  expect(others).toEqual([]);
  expect(received).toBeGreaterThan(MEGABYTE);
  expect(received).toBeLessThan(length);
  // The second attempt reaches the server by another address, as a laptop that has moved does.
  const { stderr } = await service.graft('dataset', 'create', 'cut-off', file);
  expect(stderr).toMatch(/^graft: .*zip/);
});

const uploads = () => join(service.dataDir, 'uploads');
