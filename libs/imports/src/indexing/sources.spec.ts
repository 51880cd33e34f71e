import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '#graft/accounts';
import { Config, formatSource, parseSource } from '#graft/config';
import { openIndexSource } from './sources.js';

let root: string;
let config: Config;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'graft-sources-'));
  for (const folder of ['models/zoo', 'models-private', 'home/x', 'data/blobs', 'real'])
    await mkdir(join(root, folder), { recursive: true });
  await symlink('../home', join(root, 'models', 'out'));
  await symlink('real', join(root, 'linked'));
  await symlink('data', join(root, 'innocent'));
  const listed = ['s3://listed', 's3://some/zoo', join(root, 'models'), join(root, 'linked'), join(root, 'missing')];
  config = Object.assign(new Config(), {
    dataDir: join(root, 'data'),
    s3: { endpoint: 'http://127.0.0.1:9', accessKey: 'a', secretKey: 'b', bucket: 'graft', region: 'x' },
    indexAllow: listed.map(parseSource),
  });
});
afterAll(() => rm(root, { recursive: true }));

const member: Caller = { accountId: '1', name: 'ada', scopes: ['read', 'publish'] };
const admin: Caller = { accountId: '2', name: 'root', scopes: ['admin'] };

/** How the attempt to open a source ends. @param address below `ROOT`, the folder of this spec */
async function attempt(address: string, caller = member, settings: Partial<Config> = {}): Promise<string> {
  const here = (text: string) => text.replace('ROOT', root);
  try {
    const opened = await openIndexSource(caller, parseSource(here(address)), { ...config, ...settings });
    return formatSource(opened.address).replace(root, 'ROOT');
  } catch (error) {
    return (error as { type: string }).type;
  }
}

describe('a member', () => {
  it.each([
    ['s3://listed', 's3://listed'],
    ['s3://listed/a/b', 's3://listed/a/b'],
    ['s3://some/zoo/', 's3://some/zoo'],
    ['ROOT/models', 'ROOT/models'],
    ['ROOT/models/zoo', 'ROOT/models/zoo'],
    ['ROOT/linked', 'ROOT/real'],
    ['ROOT/models/none', 'not-found'],
    ['ROOT/missing', 'not-found'],
    // What is not listed, whether it is there or not.
    ['s3://other', 'forbidden'],
    ['s3://listed-too', 'forbidden'],
    ['s3://some', 'forbidden'],
    ['s3://some/zoology', 'forbidden'],
    ['s3://graft', 'forbidden'],
    ['s3://graft/blobs', 'forbidden'],
    ['ROOT', 'forbidden'],
    ['ROOT/home/x', 'forbidden'],
    ['ROOT/none', 'forbidden'],
    ['ROOT/models-private', 'forbidden'],
    ['ROOT/models/out', 'forbidden'],
    ['ROOT/models/out/x', 'forbidden'],
    ['ROOT/real', 'forbidden'],
    ['ROOT/data', 'forbidden'],
    ['/', 'forbidden'],
    ['/etc', 'forbidden'],
    ['/proc/self/root/etc', 'forbidden'],
    // No address at all.
    ['s3:///../../home/x', 'invalid-input'],
    ['s3://listed/../graft', 'invalid-input'],
    ['s3://listed/a/../../graft', 'invalid-input'],
    ['s3://some/zoo/../x', 'invalid-input'],
    ['s3://some//zoo', 'invalid-input'],
    ['ROOT/models/../home/x', 'invalid-input'],
    ['ROOT/models/./zoo', 'invalid-input'],
    ['ROOT/models//zoo', 'invalid-input'],
    ['ROOT/models\0/../home', 'invalid-input'],
    ['../home/x', 'invalid-input'],
    ['file://ROOT/models', 'invalid-input'],
  ])('who asks for %j gets %s', async (address, expected) => {
    expect(await attempt(address)).toBe(expected);
  });

  it('gets nothing where nothing is listed', async () => {
    for (const address of ['s3://listed', 's3://some/zoo', 'ROOT/models', '/'])
      expect(await attempt(address, member, { indexAllow: [] })).toBe('forbidden');
  });

  it('is told what is listed', async () => {
    await expect(openIndexSource(member, parseSource('/etc'), config)).rejects.toMatchObject({
      detail: expect.stringMatching(/^\/etc may not be indexed\. .*GRAFT_INDEX_ALLOW/) as string,
      extras: { accepted: expect.arrayContaining(['s3://listed', 's3://some/zoo']) as string[] },
    });
  });
});

describe('an admin', () => {
  it.each([
    ['on this machine', 'ROOT/home/x', admin, {}, 'ROOT/home/x'],
    ['on this machine', 's3://other', admin, {}, 's3://other'],
    ['on this machine, through a link', 'ROOT/models/out', admin, {}, 'ROOT/home'],
    ['whose token is not one for admins', 'ROOT/home/x', { ...admin, scopes: ['publish'] }, {}, 'forbidden'],
    ['of a server for others', 'ROOT/home/x', admin, { host: '0.0.0.0' }, 'forbidden'],
    ['of a server for others', 's3://listed', admin, { host: '0.0.0.0' }, 's3://listed'],
    ['of a server behind a proxy', 'ROOT/home/x', admin, { trustProxy: '127.0.0.1' }, 'forbidden'],
  ] as const)('%s asks for %s', async (_, address, caller, settings, expected) => {
    expect(await attempt(address, { ...caller, scopes: [...caller.scopes] }, settings)).toBe(expected);
  });
});

it.each([
  'ROOT/data',
  'ROOT/data/blobs',
  'ROOT',
  '/',
  'ROOT/innocent',
  's3://graft',
  's3://graft/blobs',
  's3://graft/blobs/ab',
])('never indexes %s, where Graft keeps its own files, although it is listed', async (address) => {
  const indexAllow = [parseSource(address.replace('ROOT', root))];
  for (const caller of [member, admin]) expect(await attempt(address, caller, { indexAllow })).toBe('forbidden');
  expect(await attempt('s3://graft/models', member, { indexAllow: [parseSource('s3://graft')] })).toBe(
    's3://graft/models',
  );
});
