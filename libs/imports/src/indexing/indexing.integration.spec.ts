import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { parseSource } from '#graft/config';
import { writeTfjsLayers } from '#graft/network';
import type { IndexResponse } from '../responses.js';
import { tinyNetwork } from '../../../zoo/src/testing/test-zoo.js';
import { WholeApp } from '../testing/whole-app.js';

// Each index starts a child process, which on a busy machine takes its time.
vi.setConfig({ testTimeout: 300_000 });

interface Done {
  id: string;
  status: string;
  result: IndexResponse;
  problem: { detail: string } | null;
}

let app: WholeApp;
let bucket: string;
let owner = 0;
beforeAll(async () => {
  app = await WholeApp.start({ root: 'admin', ada: 'member' }, { childMemoryMb: 500 });
}, 120_000);
afterAll(() => app.close());
beforeEach(async () => {
  bucket = await mkdtemp(join(tmpdir(), 'graft-bucket-'));
  await app.call('root', 'POST', '/namespaces', { name: `team-${++owner}`, owner: 'ada' });
  return () => rm(bucket, { recursive: true });
});

async function put(key: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(bucket, key)), { recursive: true });
  await writeFile(join(bucket, key), content);
}

/** A model in the folder; other seeds, other weights. */
async function putModel(folder: string, seed: number): Promise<void> {
  const { modelJson, groups } = writeTfjsLayers(tinyNetwork(seed));
  await put(`${folder}/model.json`, JSON.stringify(modelJson));
  await put(`${folder}/weights.bin`, Buffer.concat(groups.flatMap((group) => group.weights.map(({ bytes }) => bytes))));
  await put(`${folder}/labels.txt`, 'cat\ndog\n');
}

const index = () => app.import<Done>('root', { index: bucket, owner: `team-${owner}` });
const names = async () => {
  const where = { namespace: `team-${owner}`, hidden: false };
  return (await app.database.model.findMany({ where, orderBy: { name: 'asc' } })).map(({ name }) => name);
};
const counts = (some: Partial<IndexResponse>) => ({
  ...{ indexed: 0, unchanged: 0, changed: 0, gone: 0, refused: 0, failed: 0, ignored: 0 },
  ...some,
});

it('lists what lies in a folder, and afterwards only what is new, changed or gone', async () => {
  await putModel('vision/Cats_V2', 1);
  await put('vision/Cats_V2/LICENSE', 'Apache License, Version 2.0');
  await putModel('dogs', 2);
  await putModel('broken', 3);
  await put('broken/weights.bin', 'short');
  await put('notes.json', '{"not":"a model"}');
  await put('photo.jpg', 'x');
  const first = await index();
  expect(first.result).toMatchObject(counts({ indexed: 2, refused: 1, ignored: 2 }));
  expect(first.result.problems).toEqual([
    { key: 'broken/model.json', reason: expect.stringMatching(/too short/) as string, again: false },
  ]);
  expect(await names()).toEqual(['dogs', 'vision-cats-v2']);
  expect(await app.call('ada', 'GET', `/models/team-${owner}/vision-cats-v2`)).toMatchObject({
    license: 'apache-2.0',
    formats: ['tfjs-layers'],
    visibility: 'private',
  });
  const labels = `/models/team-${owner}/dogs/versions/latest/tfjs/labels.json`;
  expect(await app.call('ada', 'GET', labels)).toEqual(['cat', 'dog']);

  expect((await index()).result).toMatchObject(counts({ unchanged: 3, ignored: 2 }));

  await put('dogs/labels.txt', 'wolf\nfox\n');
  await putModel('broken', 3);
  await rm(join(bucket, 'vision'), { recursive: true });
  expect((await index()).result).toMatchObject(counts({ changed: 1, indexed: 1, gone: 1, ignored: 2 }));
  expect(await app.call('ada', 'GET', labels)).toEqual(['wolf', 'fox']);
  expect(await names()).toEqual(['broken', 'dogs']);

  await putModel('vision/Cats_V2', 1);
  await put('vision/Cats_V2/LICENSE', 'Apache License, Version 2.0');
  expect((await index()).result).toMatchObject(counts({ indexed: 1, unchanged: 2, ignored: 2 }));
  expect(await names()).toEqual(['broken', 'dogs', 'vision-cats-v2']);
});

it('lists for a member what the operator permits, and nothing else', async () => {
  const indexAllow = [parseSource(bucket)];
  const listed = await WholeApp.start({ ada: 'member' }, { indexAllow });
  try {
    await putModel('cats', 1);
    const done = await listed.import<Done>('ada', { index: bucket });
    expect(done).toMatchObject({ status: 'succeeded', result: counts({ indexed: 1 }) });
    const others = [
      dirname(bucket),
      `${bucket}x`,
      `${bucket}/../x`,
      's3:///../../etc',
      `${bucket}/\0`,
      '/etc',
      7,
      ['/etc'],
    ];
    for (const index of others) {
      const { status } = await listed.fetch('ada', 'POST', '/imports', { index });
      expect([index, status]).toEqual([index, expect.toBeOneOf([400, 403, 422])]);
    }
    // While one index is worked, the account's next waits; the operator takes its folder off the list meanwhile.
    await putModel('dogs', 2);
    const first = await listed.begin('ada', { index: bucket });
    const second = await listed.begin('ada', { index: bucket });
    const begun = { type: 'progress', jobId: first.split('/').at(-1)! };
    await vi.waitFor(async () => expect(await listed.database.jobEvent.count({ where: begun })).toBeGreaterThan(0));
    indexAllow.pop();
    expect(await listed.ended<Done>('ada', first)).toMatchObject({ status: 'succeeded' });
    expect(await listed.ended<Done>('ada', second)).toMatchObject({
      status: 'failed',
      problem: { detail: expect.stringMatching(/may not be indexed/) as string },
    });
  } finally {
    await listed.close();
  }
});

it('goes on after a model that uses up the memory', async () => {
  await putModel('a', 1);
  await put('b/model.json', `{"modelTopology":[${'[],'.repeat(20_000_000)}[]],"weightsManifest":[]}`);
  await putModel('c', 2);
  const { result } = await index();
  expect(result).toMatchObject(counts({ indexed: 2, refused: 1 }));
  expect(result.problems[0]).toMatchObject({ key: 'b/model.json', reason: expect.stringMatching(/memory/) as string });
});

it('indexes 150 objects, stopped in the middle and started again, reading none twice', async () => {
  const models = 50;
  for (let seed = 0; seed < models; seed++) await putModel(`model-${seed}`, seed);
  const path = await app.begin('root', { index: bucket, owner: `team-${owner}` });
  const versions = () => app.database.version.count({ where: { model: { namespace: `team-${owner}` } } });
  while ((await versions()) < 20) await sleep(100);
  await app.restart();
  const before = new Date();
  const done = await app.ended<Done>('root', path);
  expect(done).toMatchObject({ status: 'succeeded', result: counts({ indexed: models }) });
  expect(await versions()).toBe(models);
  const early = { owner: `team-${owner}`, seenAt: { lt: before } };
  expect(await app.database.indexedObject.count({ where: early })).toBeGreaterThanOrEqual(20 * 3);
  const progress = await app.database.jobEvent.findMany({ where: { jobId: done.id, type: 'progress' } });
  expect(progress.at(-1)!.data).toMatchObject({ step: 'index', done: models, total: models });
});
