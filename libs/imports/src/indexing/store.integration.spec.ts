import { Client } from 'minio';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { writeTfjsLayers } from '#graft/network';
import { S3_SERVERS, type S3Server } from '../../../../test/support/s3.js';
import type { IndexResponse } from '../responses.js';
import { IndexingHandler } from './handler.js';
import { FaultyProxy } from '../testing/faulty-proxy.js';
import { tinyNetwork } from '../../../zoo/src/testing/test-zoo.js';
import { WholeApp } from '../testing/whole-app.js';

// Each index starts a child process, which on a busy machine takes its time.
vi.setConfig({ testTimeout: 180_000 });

interface Done {
  status: string;
  result: IndexResponse | null;
  problem: { type: string; detail: string } | null;
}

const [kind] = S3_SERVERS;

describe.skipIf(kind!.absent)('an index of a store in trouble', () => {
  let s3: S3Server;
  let proxy: FaultyProxy;
  let client: Client;
  let app: WholeApp;
  let bucket: string;
  let buckets = 0;

  beforeAll(async () => {
    s3 = await kind!.start();
    proxy = await FaultyProxy.before(s3.config.endpoint);
    const { hostname, port } = new URL(s3.config.endpoint);
    const { accessKey, secretKey } = s3.config;
    client = new Client({ endPoint: hostname, port: Number(port), useSSL: false, accessKey, secretKey });
    app = await WholeApp.start({ root: 'admin' }, { s3: { ...s3.config, endpoint: proxy.url } });
  }, 120_000);
  afterAll(async () => {
    await app?.close();
    proxy?.close();
    await s3?.stop();
  });
  beforeEach(async () => {
    bucket = `models-${++buckets}`;
    await client.makeBucket(bucket);
    return () => void (proxy.fault = () => null);
  });

  /** Other seeds, other weights. */
  async function putModel(folder: string, seed: number): Promise<void> {
    const { modelJson, groups } = writeTfjsLayers(tinyNetwork(seed));
    const weights = Buffer.concat(groups.flatMap((group) => group.weights.map(({ bytes }) => bytes)));
    await client.putObject(bucket, `zoo/${folder}/model.json`, JSON.stringify(modelJson));
    await client.putObject(bucket, `zoo/${folder}/weights.bin`, weights);
  }

  const index = () => app.import<Done>('root', { index: `s3://${bucket}/zoo`, owner: bucket });
  const isList = (what: string) => what.includes('list-type');

  it('goes on when one object cannot be read, and tries it again the next time; a torn answer is asked for again', async () => {
    await putModel('good', 1);
    await putModel('sick', 2);
    await putModel('torn', 3);
    let torn = 0;
    proxy.fault = (what) => {
      if (what.includes('torn/weights.bin')) return torn++ === 0 ? 'torn' : null;
      return what.includes('sick/weights.bin') ? 500 : null;
    };
    const first = await index();
    expect(first).toMatchObject({ status: 'succeeded', result: { indexed: 2, failed: 1, refused: 0 } });
    expect(first.result!.problems).toEqual([
      { key: 'sick/model.json', reason: expect.stringMatching(/The next index tries again\.$/) as string, again: true },
    ]);
    expect(torn).toBe(2);
    proxy.fault = () => null;
    const second = await index();
    expect(second.result).toMatchObject({ indexed: 1, unchanged: 2, failed: 0, refused: 0, problems: [] });
  });

  it('ends with the reason when the store is away, and refuses nothing', async () => {
    await putModel('a', 1);
    await putModel('b', 2);
    let away = false;
    proxy.fault = (what) => {
      away ||= what.includes('zoo/b/model.json');
      return away && what.includes(bucket) ? 500 : null;
    };
    expect(await index()).toMatchObject({
      status: 'failed',
      result: { indexed: 1, failed: 0, refused: 0 },
      problem: {
        type: expect.stringMatching(/unavailable$/) as string,
        detail: expect.stringContaining(proxy.url) as string,
      },
    });
    proxy.fault = () => null;
    expect((await index()).result).toMatchObject({ indexed: 1, unchanged: 1, refused: 0 });
  });

  it('ends when one model after another cannot be read, though the store lists them', async () => {
    for (let model = 0; model < 12; model++) await putModel(`model-${model}`, model);
    proxy.fault = (what) => (what.startsWith('GET') && what.includes('/zoo/model-') && !isList(what) ? 403 : null);
    expect(await index()).toMatchObject({
      status: 'failed',
      result: { indexed: 0, failed: 9 },
      problem: { detail: expect.stringMatching(/^10 models in a row could not be read/) as string },
    });
    proxy.fault = () => null;
    expect((await index()).result).toMatchObject({ indexed: 12, failed: 0 });
  });

  it('leaves a model that takes too long to the next index, and goes on with the others', async () => {
    for (const [seed, name] of ['a', 'b', 'c'].entries()) await putModel(name, seed);
    proxy.fault = (what) => (what.includes('zoo/b/weights.bin') ? 'silent' : null);
    const handler = app.get(IndexingHandler);
    const { modelMs } = handler;
    handler.modelMs = 10_000;
    expect(await index()).toMatchObject({ status: 'succeeded', result: { indexed: 2, failed: 1, refused: 0 } });
    handler.modelMs = modelMs;
    proxy.fault = () => null;
    expect((await index()).result).toMatchObject({ indexed: 1, unchanged: 2 });
  });
});
