import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Client } from 'minio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { S3_SERVERS, type S3Server } from '../../../test/support/s3.js';
import { type BlobStat, type BlobStore, type Digest, digestOf, LocalBlobStore, S3BlobStore } from './index.js';

interface Subject {
  store: BlobStore;
  /** Puts other bytes in a blob's place, as a failing disk does. */
  damage(digest: Digest, bytes: Buffer): Promise<void>;
  /** Names of whatever lies outside the blobs: what an interrupted upload left. */
  leftovers(): Promise<string[]>;
  stop(): Promise<void>;
}

const temporaryFolder = () => mkdtemp(join(tmpdir(), 'graft-blobs-'));
const filesIn = (folder: string) => readdir(folder).catch(() => []);
const MISSING: Digest = `sha256:${'0'.repeat(64)}`;

function contract(name: string, start: () => Promise<Subject>, absent = false): void {
  describe.skipIf(absent)(name, () => {
    let subject: Subject;
    let store: BlobStore;
    beforeAll(async () => {
      subject = await start();
      store = subject.store;
    });
    afterAll(() => subject?.stop());

    const all = async () => {
      const found: BlobStat[] = [];
      for await (const blob of store.list()) found.push(blob);
      return found;
    };

    it('lists nothing at first', async () => {
      expect(await all()).toEqual([]);
    });

    it('keeps bytes under their sha256', async () => {
      const bytes = randomBytes(100_000);
      const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
      expect(await store.put(bytes)).toEqual({ digest, size: 100_000 });
      expect(bytes.equals(await store.read(digest as Digest))).toBe(true);
      expect(await store.stat(digest as Digest)).toMatchObject({ digest, size: 100_000 });
    });

    it('takes streams of unknown length, and the empty one', async () => {
      const chunks = Array.from({ length: 40 }, () => randomBytes(1_000_000));
      const { digest, size } = await store.put(Readable.from(chunks));
      expect({ digest, size }).toEqual({ digest: digestOf(Buffer.concat(chunks)), size: 40_000_000 });
      expect(digestOf(await store.read(digest))).toBe(digest);
      const empty = await store.put(Readable.from([]));
      expect(empty).toEqual({ digest: digestOf(new Uint8Array()), size: 0 });
      expect(await store.read(empty.digest)).toHaveLength(0);
      await store.delete(digest);
    });

    it('stores the same bytes again without harm, renewing their time', async () => {
      const { digest } = await store.put(Buffer.from('twice'));
      const first = await store.stat(digest);
      await new Promise((resolve) => setTimeout(resolve, 1_100));
      await Promise.all([store.put(Buffer.from('twice')), store.put(Readable.from([Buffer.from('twice')]))]);
      const second = await store.stat(digest);
      expect(second!.modifiedAt.getTime()).toBeGreaterThan(first!.modifiedAt.getTime());
      expect((await all()).filter((blob) => blob.digest === digest)).toHaveLength(1);
    });

    it('reads ranges, both ends included', async () => {
      const { digest } = await store.put(Buffer.from('0123456789'));
      const range = async (start: number, end: number) =>
        String(await buffer(await store.open(digest, { start, end })));
      expect(await range(2, 4)).toBe('234');
      expect(await range(0, 0)).toBe('0');
      expect(await range(8, 99)).toBe('89');
      await expect(range(10, 12)).rejects.toMatchObject({ type: 'invalid-input' });
    });

    it.each([
      ['flipped', (bytes: Buffer) => void (bytes[bytes.length - 1]! ^= 1)],
      ['cut short', (bytes: Buffer) => bytes.subarray(0, -10)],
      ['emptied', () => Buffer.alloc(0)],
    ])('gives out no bytes that were %s', async (_, change) => {
      for (const size of [1_000, 3_000_000]) {
        const bytes = randomBytes(size);
        const { digest } = await store.put(bytes);
        expect(await store.inspect(digest)).toEqual({ state: 'intact' });
        const copy = Buffer.from(bytes);
        await subject.damage(digest, change(copy) ?? copy);

        const lost = { type: 'unavailable', extras: { where: digest } };
        await expect(store.read(digest)).rejects.toMatchObject(lost);
        expect(await store.inspect(digest)).toMatchObject({ state: 'damaged', problem: lost });
        await expect(store.open(digest, { start: 0, end: 9 })).rejects.toMatchObject(lost);
        let received = 0;
        const whole = async () => {
          for await (const chunk of await store.open(digest)) received += (chunk as Buffer).length;
        };
        await expect(whole()).rejects.toMatchObject(lost);
        expect(received).toBeLessThanOrEqual(Math.max(0, size - 250_000));

        await store.put(bytes); // storing it again mends it
        expect(digestOf(await buffer(await store.open(digest)))).toBe(digest);
        expect(await buffer(await store.open(digest, { start: 0, end: 9 }))).toEqual(bytes.subarray(0, 10));
      }
    });

    it('says what is not there', async () => {
      const missing = {
        status: 503,
        extras: { where: MISSING },
        detail: expect.stringContaining('graft fsck') as string,
      };
      await expect(store.open(MISSING)).rejects.toMatchObject(missing);
      await expect(store.open(MISSING, { start: 0, end: 1 })).rejects.toMatchObject(missing);
      await expect(store.read(MISSING)).rejects.toMatchObject(missing);
      expect(await store.inspect(MISSING)).toMatchObject({ state: 'missing', problem: missing });
      expect(await store.stat(MISSING)).toBeNull();
      await store.delete(MISSING);
    });

    it('refuses a digest that is none', async () => {
      await expect(store.read('sha256:../../etc/passwd')).rejects.toMatchObject({ type: 'invalid-input' });
    });

    it.each(['bytes', 'a stream'])('refuses %s that are not what was announced, keeping nothing', async (kind) => {
      const bytes = Buffer.from(`unexpected ${kind}`);
      const source = () => (kind === 'bytes' ? bytes : Readable.from([bytes]));
      await expect(store.put(source(), { digest: MISSING })).rejects.toMatchObject({ type: 'invalid-input' });
      await expect(store.put(source(), { size: 3 })).rejects.toMatchObject({
        type: 'invalid-input',
        extras: { accepted: 3 },
      });
      expect(await store.stat(digestOf(bytes))).toBeNull();
      expect(await subject.leftovers()).toEqual([]);
      expect(await store.put(source(), { digest: digestOf(bytes), size: bytes.length })).toBeTruthy();
    });

    it('keeps nothing of an upload that breaks off', async () => {
      const before = await all();
      const breaking = function* () {
        for (let i = 0; i < 30; i++) yield randomBytes(1_000_000);
        throw new Error('the browser went away');
      };
      await expect(store.put(Readable.from(breaking()))).rejects.toThrow('the browser went away');
      expect(await all()).toHaveLength(before.length);
      expect(await subject.leftovers()).toEqual([]);
    });

    it('deletes', async () => {
      const { digest } = await store.put(Buffer.from('gone soon'));
      await store.delete(digest);
      expect(await store.stat(digest)).toBeNull();
    });

    it('lists more blobs than an S3 server names at once', async () => {
      const many = 1_010;
      const known = new Set((await all()).map((blob) => blob.digest));
      const digests = new Set<Digest>();
      for (let i = 0; i < many; i += 50) {
        const puts = Array.from({ length: Math.min(50, many - i) }, (_, j) => store.put(Buffer.from(`blob ${i + j}`)));
        for (const { digest } of await Promise.all(puts)) digests.add(digest);
      }
      const listed = (await all()).map((blob) => blob.digest).filter((digest) => !known.has(digest));
      expect(listed).toHaveLength(many);
      expect(new Set(listed)).toEqual(digests);
    });

    it('passes its own check', async () => {
      await store.check();
      expect(await subject.leftovers()).toEqual([]);
    });
  });
}

contract('a local folder', async () => {
  const folder = await temporaryFolder();
  return {
    store: new LocalBlobStore(folder),
    damage: (digest: Digest, bytes: Buffer) => writeFile(join(folder, digest.slice(7, 9), digest.slice(7)), bytes),
    leftovers: () => filesIn(join(folder, 'incoming')),
    stop: () => rm(folder, { recursive: true }),
  };
});

for (const kind of S3_SERVERS) {
  let server: S3Server;
  const start = async () => {
    server = await kind.start();
    console.info(`The blob store's contract runs on ${kind.name}.`);
    const folder = await temporaryFolder();
    return {
      store: new S3BlobStore(server.config, { incoming: folder }),
      leftovers: () => filesIn(folder),
      async damage(digest: Digest, bytes: Buffer) {
        const { endpoint, accessKey, secretKey, bucket } = server.config;
        const { hostname, port } = new URL(endpoint);
        const client = new Client({ endPoint: hostname, port: Number(port), useSSL: false, accessKey, secretKey });
        await client.putObject(bucket, `blobs/${digest.slice(7, 9)}/${digest.slice(7)}`, bytes);
      },
      stop: async () => {
        await server.stop();
        await rm(folder, { recursive: true });
      },
    };
  };
  contract(kind.name, start, kind.absent);
}
