import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'minio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { S3_SERVERS, type S3Server } from './support/s3.js';
import { Service } from './support/service.js';
import { sharedService, smallModel } from './support/shared.js';

const service = sharedService();

const counts = ({ result }: { result: Record<string, number> }) => {
  const { indexed, unchanged, changed, gone, refused } = result;
  return { indexed, unchanged, changed, gone, refused };
};

describe('indexing a folder', { timeout: 120_000 }, () => {
  let folder: string;
  let small: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'graft-index-'));
    small = await smallModel();
    await cp(small, join(folder, 'small'), { recursive: true });
    await cp(small, join(folder, 'other'), { recursive: true });
    await cp(small, join(folder, 'broken'), { recursive: true });
    await rm(join(folder, 'broken', 'weights.bin'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const index = async (...options: string[]) =>
    (await service.graft('index', folder, '--owner', 'folder', '--json', ...options)).json;

  it('lists the models, and names what cannot be read', async () => {
    const done = await index();
    expect(counts(done)).toEqual({ indexed: 2, unchanged: 0, changed: 0, gone: 0, refused: 1 });
    expect(done.result.problems).toEqual([
      { key: 'broken/model.json', reason: expect.stringContaining('weights.bin') as string, again: false },
    ]);
    const { items } = await service.call('GET', '/models?owner=folder');
    expect(items.map(({ architecture }: { architecture: string }) => architecture)).toEqual([
      'MobileNetV2',
      'MobileNetV2',
    ]);
  });

  it('reads nothing twice, takes up what is new, changed and gone, and opens what is new where asked to', async () => {
    expect(counts(await index())).toEqual({ indexed: 0, unchanged: 3, changed: 0, gone: 0, refused: 0 });
    await cp(join(small, 'weights.bin'), join(folder, 'broken', 'weights.bin'));
    const model = join(folder, 'small', 'metadata.json');
    await writeFile(
      model,
      (await readFile(model, 'utf8')).replace(/"labels":\s*\[[^\]]*\]/, '"labels":["left","right"]'),
    );
    await rm(join(folder, 'other'), { recursive: true });
    const done = counts(await index('--public'));
    expect(done).toMatchObject({ indexed: 1, gone: 1, refused: 0 });
    const { items } = await service.call('GET', '/models?owner=folder');
    const seenBy = Object.fromEntries(
      items.map(({ ref, visibility }: { ref: string; visibility: string }) => [ref, visibility]),
    );
    expect(seenBy).toEqual({ 'folder/small': 'private', 'folder/broken': 'public' });
  });
});

for (const kind of S3_SERVERS)
  describe.skipIf(kind.absent)(`indexing a bucket of ${kind.name}`, { timeout: 180_000 }, () => {
    let s3: S3Server;
    let onS3: Service;

    beforeAll(async () => {
      s3 = await kind.start();
      const { endpoint, accessKey, secretKey } = s3.config;
      const { hostname, port } = new URL(endpoint);
      const client = new Client({ endPoint: hostname, port: Number(port), useSSL: false, accessKey, secretKey });
      await client.makeBucket('models');
      const small = await smallModel();
      for (const name of await readdir(small))
        await client.fPutObject('models', `zoo/small/${name}`, join(small, name));
      onS3 = await Service.start({
        S3_ENDPOINT: endpoint,
        S3_ACCESS_KEY: accessKey,
        S3_SECRET_KEY: secretKey,
        GRAFT_STARTER: 'false',
      });
    }, 120_000);
    afterAll(async () => {
      await onS3?.dispose();
      await s3?.stop();
    });

    it('lists its models, on a service that keeps its blobs there, too', async () => {
      const first = await onS3.graft('index', 's3://models/zoo', '--owner', 'bucket', '--json');
      expect([first.stderr, counts(first.json)]).toEqual([
        expect.any(String),
        { indexed: 1, unchanged: 0, changed: 0, gone: 0, refused: 0 },
      ]);
      expect(counts((await onS3.graft('index', 's3://models/zoo', '--owner', 'bucket', '--json')).json)).toMatchObject({
        indexed: 0,
        unchanged: 1,
      });
      const [model] = (await onS3.call('GET', '/models?owner=bucket')).items;
      const loaded = await onS3.fetch(`/api/v1/models/${model.ref}/versions/1/onnx/model.onnx`);
      expect([loaded.status, (await loaded.arrayBuffer()).byteLength > 1e6]).toEqual([200, true]);
    });
  });
