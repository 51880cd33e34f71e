import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Fetcher } from './fetcher.js';
import type { PaceLimits } from './pace.js';

const MODEL = 'the bytes of a model';

let host: Server;
let port: number;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'graft-fetch-'));
  host = createServer((request, response) => {
    const redirects: Record<string, string> = {
      '/start': '/model',
      '/away': 'http://10.0.0.1/model',
      '/file': 'file:///etc/passwd',
      '/round': '/round',
      '/to-drip': '/drip',
    };
    const location = redirects[request.url!];
    if (request.url!.startsWith('/drip')) return drip(response);
    if (request.url === '/late') return void setTimeout(() => response.end('.'), 100);
    if (request.url === '/steady') return steady(response);
    if (location) response.writeHead(302, { Location: location }).end();
    else if (request.url === '/model') response.end(MODEL);
    else response.writeHead(request.url === '/busy' ? 503 : 404).end();
  });
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
  ({ port } = host.address() as AddressInfo);
});
afterAll(async () => {
  host.closeAllConnections();
  host.close();
  await rm(folder, { recursive: true });
});

/** Sends a byte now and then, so that the connection is never silent. */
function drip(response: ServerResponse): void {
  response.writeHead(200);
  const dripping = setInterval(() => response.write('.'), 20);
  response.on('close', () => clearInterval(dripping));
}

/** 30 KB in 900 ms. */
function steady(response: ServerResponse): void {
  let left = 30;
  const sending = setInterval(() => {
    response.write('.'.repeat(1000));
    if (--left > 0) return;
    clearInterval(sending);
    response.end();
  }, 30);
}

/** One that tells headers apart from the body: no HTTP server sends half a header. */
async function dripHeaders(): Promise<{ url: string; close(): void }> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => {});
    socket.write('HTTP/1.1 200 OK\r\nX-Slow: ');
    const dripping = setInterval(() => socket.write('.'), 20);
    socket.on('close', () => clearInterval(dripping));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: at } = server.address() as AddressInfo;
  return { url: `http://localhost:${at}/model`, close: () => server.close() };
}

const fetchModel = (
  url: string,
  { allow = ['localhost'], maxBytes = 1000, md5 }: { allow?: string[]; maxBytes?: number; md5?: string } = {},
) => new Fetcher({ folder, allow, maxBytes, onProgress: () => Promise.resolve() }).fetch(new URL(url), 'model', md5);
const local = (path: string) => `http://localhost:${port}${path}`;

it('follows redirects, and checks what comes against the publisher’s hash', async () => {
  const md5 = createHash('md5').update(MODEL).digest('hex');
  const file = await fetchModel(local('/start'), { md5 });
  expect(await readFile(file.path, 'utf8')).toBe(MODEL);
  await expect(fetchModel(local('/model'), { md5: '0'.repeat(32) })).rejects.toThrow(/MD5 differs/);
});

it.each([
  ['http://127.0.0.1/model', /127\.0\.0\.1 is a private address/],
  ['http://2130706433/model', /127\.0\.0\.1 is a private address/],
  ['http://[::1]/model', /::1 is a private address/],
  ['http://[::ffff:10.0.0.1]/model', /is a private address/],
  ['http://169.254.169.254/latest/meta-data', /is a private address/],
  ['http://localhost/model', /localhost resolves to .* a private address/],
  ['ftp://a.example/model', /only over http and https/],
])('does not fetch %s', async (url, reason) => {
  await expect(fetchModel(url, { allow: [] })).rejects.toThrow(reason);
});

it('checks each redirect, and follows only so many', async () => {
  await expect(fetchModel(local('/away'))).rejects.toThrow(/10\.0\.0\.1 is a private address/);
  await expect(fetchModel(local('/file'))).rejects.toThrow(/only over http and https/);
  await expect(fetchModel(local('/round'))).rejects.toThrow(/redirects more than 5 times/);
});

it('says what is not there, what is away and what is too large', async () => {
  await expect(fetchModel(local('/nothing'))).rejects.toMatchObject({ type: 'not-found' });
  await expect(fetchModel(local('/busy'))).rejects.toMatchObject({ type: 'unavailable' });
  await expect(fetchModel('http://nowhere.invalid/model')).rejects.toMatchObject({
    type: 'unavailable',
    detail: expect.stringMatching(/nowhere\.invalid cannot be reached/) as string,
  });
  await expect(fetchModel(local('/model'), { maxBytes: 5 })).rejects.toMatchObject({ type: 'too-large' });
});

describe('a host that is slow', () => {
  const pace: PaceLimits = { windowMs: 200, leastBytes: 100, startMs: 1_000, bytesPerSecond: 1_000 };
  const patient = (limits: Partial<PaceLimits> = {}) =>
    new Fetcher({
      ...{ folder, allow: ['localhost'], maxBytes: 1e6, onProgress: () => Promise.resolve() },
      pace: { ...pace, ...limits },
    });
  const stuck = { type: 'unavailable', detail: expect.stringMatching(/localhost sent \d+ bytes in 0.2 s/) as string };

  it.each(['/drip', '/to-drip'])('is given up where it drips bytes: %s', async (path) => {
    await expect(patient().fetch(new URL(local(path)), 'model')).rejects.toMatchObject(stuck);
  });

  it('is given up where it drips its headers', async () => {
    const slow = await dripHeaders();
    await expect(patient().fetch(new URL(slow.url), 'model')).rejects.toMatchObject(stuck);
    slow.close();
  });

  it('is given up after a time in proportion to what it sent, however it is spread over windows and files', async () => {
    const limits = { windowMs: 60_000, startMs: 400, bytesPerSecond: 1e6 };
    const dripping = patient(limits);
    await expect(dripping.fetch(new URL(local('/drip')), 'model')).rejects.toMatchObject({
      type: 'unavailable',
      detail: expect.stringMatching(/localhost is too slow: \d+ bytes in \d s. An import may take 0.4 s/) as string,
    });
    const fetcher = patient(limits);
    const files = async () => {
      for (let file = 0; file < 10; file++) await fetcher.fetch(new URL(local('/late')), 'model');
    };
    await expect(files()).rejects.toThrow(/too slow/);
  });

  it('that sends enough is waited for', async () => {
    const file = await patient({ windowMs: 300 }).fetch(new URL(local('/steady')), 'model');
    expect(file.size).toBe(30 * 1000);
  });
});
