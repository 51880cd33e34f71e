import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ImportRoots } from '#graft/imports';
import { BlobHolds, type BlobRoot, type BlobRoots, type Digest, GarbageCollector } from '#graft/storage';
import { openTestZoo, type TestZoo } from '../../zoo/src/testing/test-zoo.js';

let zoo: TestZoo;
let roots: BlobRoots;
let collector: GarbageCollector;
/** Needed by a data set, in the tests below. */
let photo: Digest;

const store = async (text: string) => (await zoo.blobs.put(new TextEncoder().encode(text))).digest;

const HOUR_MS = 3600 * 1000;

/** As if the blob had been stored some hours ago. */
async function age(digest: Digest, hours = 48): Promise<void> {
  const then = new Date(Date.now() - hours * HOUR_MS);
  const hex = digest.slice('sha256:'.length);
  await utimes(join(zoo.config.dataDir, 'blobs', hex.slice(0, 2), hex), then, then);
}

async function ageAll(): Promise<void> {
  for await (const blob of zoo.blobs.list()) await age(blob.digest);
}

/** A library that needs these blobs. */
function needs(...digests: Digest[]): BlobRoot {
  return {
    async *needs() {
      for (const digest of await Promise.resolve(digests)) yield { digest };
    },
    users: () => Promise.resolve([]),
  };
}

beforeAll(async () => {
  zoo = await openTestZoo();
  roots = zoo.roots;
  new ImportRoots(zoo.database, roots).onModuleInit();
  collector = new GarbageCollector(zoo.database, zoo.blobs, roots);
  photo = await store('a photo');
});
afterAll(() => zoo.close());

it('sweeps nothing before every library has said what it needs', async () => {
  await expect(collector.sweep()).rejects.toThrow('registered for datasets, runs');
  roots.register('datasets', needs(photo));
  roots.register('runs', needs());
});

it('deletes what nothing needs once the grace period is over, and what is published keeps working', async () => {
  const { version } = await zoo.publish(1);
  const job = await zoo.database.job.create({ data: { kind: 'import', accountId: zoo.ada.accountId, input: {} } });
  const imported = await store('an import not yet published');
  await zoo.database.import.create({
    data: { id: job.id, source: {}, blobs: { create: { digest: imported, size: 1 } } },
  });
  await ageAll();
  const young = await store('young');
  const old = await store('old');
  await age(old);

  const plan = await collector.plan();
  expect(plan).toMatchObject({ unneeded: { blobs: 1, bytes: 3 }, digests: [old] });
  expect(await zoo.blobs.stat(old)).not.toBeNull();

  expect(await collector.sweep()).toEqual(plan);
  expect(await zoo.blobs.stat(old)).toBeNull();
  for (const digest of [young, photo, imported, version.digest as Digest])
    expect(await zoo.blobs.stat(digest)).not.toBeNull();
  expect((await collector.plan()).unneeded.blobs).toBe(0);
});

it('frees what a deleted version alone needed, and keeps what others share', async () => {
  const kept = await zoo.publish(2, { name: 'ada/kept' });
  const gone = await zoo.publish(3, { name: 'ada/gone' });
  await zoo.retraction.deleteModel(zoo.ada, 'ada', 'gone');
  await ageAll();
  await collector.sweep();
  expect(await zoo.blobs.stat(gone.version.digest as Digest)).toBeNull();
  const needed = await zoo.database.versionBlob.findMany({ where: { versionId: kept.version.id } });
  for (const { digest } of needed) expect(await zoo.blobs.stat(digest as Digest)).not.toBeNull();
});

/** A job at work since some hours. */
const makeJob = (hours: number) =>
  zoo.database.job.create({
    data: {
      ...{ kind: 'import', accountId: zoo.ada.accountId, input: {}, status: 'running' },
      startedAt: new Date(Date.now() - hours * HOUR_MS),
    },
  });

it('refuses a grace period that is shorter than a job has been at work, unless forced', async () => {
  const job = await makeJob(3);
  await expect(collector.sweep({ graceMs: HOUR_MS })).rejects.toMatchObject({
    type: 'conflict',
    extras: { where: 'graceHours', received: 1, accepted: 3 },
  });
  await collector.sweep({ graceMs: 4 * HOUR_MS });
  await zoo.database.job.update({ where: { id: job.id }, data: { status: 'succeeded' } });
  await collector.sweep({ graceMs: HOUR_MS });
});

it('spares what was stored since the oldest job under way began, and what a request may be storing, though forced', async () => {
  const [ofRequest, ofJob, before] = [await store('of a request'), await store('of a job'), await store('before')];
  await age(ofJob, 2);
  await age(before, 4);
  const sweep = () => collector.sweep({ graceMs: 0, force: true });
  const job = await makeJob(3);
  expect((await sweep()).digests).toEqual([before]);
  await zoo.database.job.update({ where: { id: job.id }, data: { status: 'failed' } });
  expect((await sweep()).digests).toEqual([ofJob]);
  await age(ofRequest, 1);
  expect((await sweep()).digests).toEqual([ofRequest]);
});

it('prevents rows from naming a deleted blob until it is stored again', async () => {
  const holds = new BlobHolds(zoo.blobs);
  const digest = await store('taken');
  const hold = () => zoo.database.$transaction((tx) => holds.hold(tx, [{ digest }]));
  await hold();
  await age(digest);
  await collector.sweep();
  await expect(hold()).rejects.toMatchObject({ type: 'unavailable', extras: { where: digest } });
  await store('taken');
  await hold();
});

it('refuses to publish what is not in the store, or not whole', async () => {
  const artifact = await zoo.artifact(9);
  const weights = artifact.weights.at(-1)!.blob.digest;
  await zoo.blobs.delete(weights);
  const publish = () =>
    zoo.publishing.publish({ caller: zoo.ada, name: 'ada/lacking', visibility: 'public', artifact });
  await expect(publish()).rejects.toMatchObject({ type: 'unavailable', extras: { where: weights } });
  expect(await zoo.database.model.count({ where: { name: 'lacking' } })).toBe(0);
});
