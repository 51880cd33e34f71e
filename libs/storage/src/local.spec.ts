import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LocalBlobStore, openBlobStore, S3BlobStore } from './index.js';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'graft-local-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the local blob store', () => {
  it('lays blobs out in 256 folders', async () => {
    const { digest } = await openBlobStore({ dataDir: folder }).put(Buffer.from('abc'));
    const hex = digest.slice(7);
    expect(await readdir(join(folder, 'blobs', hex.slice(0, 2)))).toEqual([hex]);
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
