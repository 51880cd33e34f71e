import { mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LocalBlobStore, openBlobStore, openObjectSource, S3BlobStore } from './index.js';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'graft-local-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the local blob store', () => {
  it('lays blobs out in 256 folders', async () => {
    const { digest } = await openBlobStore({ dataDir: folder }).put(Buffer.from('abc'));
    const hex = digest.slice(7);
    expect(await readdir(join(folder, 'blobs', hex.slice(0, 2)))).toEqual([hex]);
  });

  it('notices damage', async () => {
    const store = new LocalBlobStore(folder);
    const { digest } = await store.put(Buffer.from('whole'));
    await writeFile(join(folder, digest.slice(7, 9), digest.slice(7)), 'wh0le');
    await expect(store.read(digest)).rejects.toThrow(/damaged/);
  });

  it('removes what a killed process left half-written a day ago', async () => {
    const incoming = join(folder, 'incoming');
    await mkdir(incoming);
    for (const name of ['old', 'new']) await writeFile(join(incoming, name), 'half');
    const yesterday = Date.now() / 1000 - 25 * 3600;
    await utimes(join(incoming, 'old'), yesterday, yesterday);
    await new LocalBlobStore(folder).put(Buffer.from('next'));
    expect(await readdir(incoming)).toEqual(['new']);
  });

  it('says when it cannot be written', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(new LocalBlobStore(join(folder, 'file')).check()).rejects.toMatchObject({ type: 'unavailable' });
  });

  it('gives way to S3 where that is configured', () => {
    const s3 = { endpoint: 'http://127.0.0.1:9', accessKey: 'a', secretKey: 'b', bucket: 'graft', region: 'us-east-1' };
    expect(openBlobStore({ dataDir: folder, s3 })).toBeInstanceOf(S3BlobStore);
  });
});

describe('a folder as a source', () => {
  const list = async (path: string) => {
    const keys: string[] = [];
    for await (const { key } of openObjectSource(path, {}).list()) keys.push(key);
    return keys;
  };

  it('lists files in the order of their keys, with etags that change with the file', async () => {
    await mkdir(join(folder, 'a'));
    for (const name of ['a/model.json', 'a.json', 'ä', 'b']) await writeFile(join(folder, name), name);
    expect(await list(folder)).toEqual(['a.json', 'a/model.json', 'b', 'ä']);
    const source = openObjectSource(folder, {});
    const etags = async () => {
      const found: Record<string, string> = {};
      for await (const { key, etag } of source.list()) found[key] = etag;
      return found;
    };
    const before = await etags();
    await writeFile(join(folder, 'b'), 'c');
    const after = await etags();
    expect(Object.keys(after).filter((key) => after[key] !== before[key])).toEqual(['b']);
    expect(String(await source.read('a/model.json'))).toBe('a/model.json');
  });

  it('follows no link out of the folder', async () => {
    const inside = join(folder, 'inside');
    await mkdir(join(inside, 'sub'), { recursive: true });
    await writeFile(join(folder, 'secret'), 'secret');
    await writeFile(join(inside, 'sub', 'file'), 'file');
    await symlink('../secret', join(inside, 'out'));
    await symlink('..', join(inside, 'up'));
    await symlink('sub/file', join(inside, 'link'));
    await symlink('nowhere', join(inside, 'dangling'));
    expect(await list(inside)).toEqual(['link', 'sub/file']);
    const source = openObjectSource(inside, {});
    for (const key of ['out', 'up/secret', '../secret', 'dangling', 'sub/file/x'])
      await expect(source.read(key)).rejects.toMatchObject({ type: 'not-found' });
    expect(String(await source.read('link'))).toBe('file');
  });

  it('refuses addresses that it cannot look through', async () => {
    await expect(list(join(folder, 'none'))).rejects.toMatchObject({ type: 'not-found' });
    expect(() => openObjectSource('ftp://host/x', {})).toThrow(/cannot be looked through/);
    expect(() => openObjectSource('s3://bucket/x', {})).toThrow(/S3_ENDPOINT/);
  });
});
