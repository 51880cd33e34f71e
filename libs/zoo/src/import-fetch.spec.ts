import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isPublicAddress } from './import-addresses.js';
import { Fetcher } from './import-fetch.js';

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
    };
    const location = redirects[request.url!];
    if (location) response.writeHead(302, { Location: location }).end();
    else if (request.url === '/model') response.end(MODEL);
    else response.writeHead(request.url === '/busy' ? 503 : 404).end();
  });
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
  ({ port } = host.address() as AddressInfo);
});
afterAll(async () => {
  host.close();
  await rm(folder, { recursive: true });
});

const fetchModel = (
  url: string,
  { allow = ['localhost'], maxBytes = 1000, md5 }: { allow?: string[]; maxBytes?: number; md5?: string } = {},
) => new Fetcher({ folder, allow, maxBytes, onProgress: () => Promise.resolve() }).fetch(new URL(url), 'model', md5);
const local = (path: string) => `http://localhost:${port}${path}`;

it('follows redirects, and checks what comes against the publisher’s hash', async () => {
  const md5 = createHash('md5').update(MODEL).digest('hex');
  const file = await fetchModel(local('/start'), { md5 });
  expect(await readFile(file.path, 'utf8')).toBe(MODEL);
  await expect(fetchModel(local('/model'), { md5: '0'.repeat(32) })).rejects.toThrow(/MD5 is another/);
});

it.each([
  ['http://127.0.0.1/model', /127\.0\.0\.1 is a private address/],
  ['http://2130706433/model', /127\.0\.0\.1 is a private address/],
  ['http://[::1]/model', /::1 is a private address/],
  ['http://[::ffff:10.0.0.1]/model', /is a private address/],
  ['http://169.254.169.254/latest/meta-data', /is a private address/],
  ['http://localhost/model', /localhost resolves to .* a private address/],
  ['ftp://a.example/model', /http and https only/],
])('does not fetch %s', async (url, reason) => {
  await expect(fetchModel(url, { allow: [] })).rejects.toThrow(reason);
});

it('checks each redirect, and follows only so many', async () => {
  await expect(fetchModel(local('/away'))).rejects.toThrow(/10\.0\.0\.1 is a private address/);
  await expect(fetchModel(local('/file'))).rejects.toThrow(/http and https only/);
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

it.each([
  ['8.8.8.8', true],
  ['2606:4700:4700::1111', true],
  ['192.168.1.1', false],
  ['100.64.0.1', false],
  ['0.0.0.0', false],
  ['fe80::1', false],
  ['fd00::1', false],
  ['64:ff9b::a00:1', false],
])('%s is public: %s', (address, expected) => {
  expect(isPublicAddress(address)).toBe(expected);
});
