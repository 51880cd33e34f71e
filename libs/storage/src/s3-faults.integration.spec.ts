import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseSource } from '#graft/config';
import { S3_SERVERS, type S3Server } from '../../../test/support/s3.js';
import { type ObjectSource, openObjectSource, S3BlobStore, type SourceObject } from './index.js';
import { S3Connection } from './s3-connection.js';

async function list(source: ObjectSource): Promise<SourceObject[]> {
  const found: SourceObject[] = [];
  for await (const object of source.list()) found.push(object);
  return found;
}

for (const kind of S3_SERVERS)
  describe.skipIf(kind.absent)(`${kind.name} in trouble`, () => {
    let server: S3Server;
    let incoming: string;
    beforeAll(async () => {
      server = await kind.start();
      incoming = await mkdtemp(join(tmpdir(), 'graft-incoming-'));
    });
    afterAll(async () => {
      await server?.stop();
      await rm(incoming, { recursive: true, force: true });
    });

    it('is waited for while it is away for some seconds', async () => {
      const store = new S3BlobStore(server.config, { incoming });
      const { digest } = await store.put(Buffer.from('before'));
      await server.away();
      const source = Readable.from([randomBytes(20_000_000)]);
      const waiting = Promise.all([store.put(source), store.read(digest), store.stat(digest)]);
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      await server.back();
      const [blob, bytes, stat] = await waiting;
      expect(blob.size).toBe(20_000_000);
      expect(await store.stat(blob.digest)).toMatchObject({ size: 20_000_000 });
      expect(String(bytes)).toBe('before');
      expect(stat).toMatchObject({ size: 6 });
    });

    it('is unavailable when it stays away, and nothing is left on the disk', async () => {
      const store = new S3BlobStore(server.config, { incoming, patienceMs: 500 });
      await server.away();
      try {
        const stream = Readable.from([Buffer.from('lost')]);
        await expect(store.put(stream)).rejects.toMatchObject({ type: 'unavailable', status: 503 });
        await expect(store.check()).rejects.toThrow(server.config.endpoint);
        expect(await readdir(incoming)).toEqual([]);
      } finally {
        await server.back();
      }
      expect((await store.put(Buffer.from('found'))).size).toBe(5);
    });

    it('refuses a wrong secret at once, saying which setting to look at', async () => {
      const store = new S3BlobStore({ ...server.config, secretKey: 'wrong-secret' }, { incoming });
      const started = performance.now();
      await expect(store.put(Buffer.from('x'))).rejects.toThrow(/GRAFTTESTKEY.*S3_SECRET_KEY/);
      await expect(store.check()).rejects.toMatchObject({ type: 'unavailable' });
      expect(performance.now() - started).toBeLessThan(2_000);
    });

    it('is looked through below a prefix', async () => {
      const { bucket } = server.config;
      const s3 = new S3Connection(server.config, 0);
      const put = (key: string, text: string) => s3.attempt('put', (c) => c.putObject(bucket, key, Buffer.from(text)));
      const keys = [
        'zoo/a.json',
        'zoo/b/model.json',
        'zoo/b/1.bin',
        'zoo/123',
        'zoology',
        'zoo/ä +%20.txt',
        'zoo/empty/',
      ];
      for (const key of keys) await put(key, key);
      const source = await openObjectSource(parseSource(`s3://${bucket}/zoo/`), { s3: server.config });
      const found = await list(source);
      expect(found.map(({ key }) => key)).toEqual(['123', 'a.json', 'b/1.bin', 'b/model.json', 'ä +%20.txt']);
      expect(found[1]).toMatchObject({ size: 10, etag: expect.stringMatching(/^[0-9a-f]{32}$/) as string });
      const place = join(incoming, 'object');
      for (const { key } of found) {
        await source.save(key, place);
        expect(await readFile(place, 'utf8')).toBe(`zoo/${key}`);
        await rm(place);
      }
      await expect(source.save('c.json', place)).rejects.toMatchObject({ type: 'not-found' });
      await put('zoo/a.json', 'changed');
      const again = await list(source);
      expect(again.filter(({ etag }, i) => etag !== found[i]!.etag).map(({ key }) => key)).toEqual(['a.json']);
    });

    it('says when there is no such bucket', async () => {
      const source = await openObjectSource(parseSource('s3://no-such-bucket/x'), { s3: server.config });
      await expect(source.list()[Symbol.asyncIterator]().next()).rejects.toMatchObject({ type: 'not-found' });
    });
  });
