import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BlobRoot, type BlobRoots, type Digest } from '#graft/storage';
import { GarbageCollector } from './gc.js';
import { openTestZoo, type TestZoo } from './testing/test-zoo.js';

let zoo: TestZoo;
let roots: BlobRoots;
let collector: GarbageCollector;
/** Needed by a data set, in the tests below. */
let photo: Digest;

const store = async (text: string) => (await zoo.blobs.put(new TextEncoder().encode(text))).digest;

/** As if the blob had been stored two days ago. */
async function age(digest: Digest): Promise<void> {
  const then = new Date(Date.now() - 48 * 3600 * 1000);
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
  collector = new GarbageCollector(zoo.blobs, roots);
  photo = await store('a photo');
});
afterAll(() => zoo.close());

it('sweeps nothing before everybody has said what they need', async () => {
  await expect(collector.sweep(0)).rejects.toThrow('needed by datasets, runs');
  roots.register('datasets', needs(photo));
  roots.register('runs', needs());
});

it('deletes what nothing needs once the grace period is over, and what is published keeps working', async () => {
  const { version } = await zoo.publish(1);
  const job = await zoo.database.job.create({ data: { kind: 'import', accountId: zoo.ada.accountId, input: {} } });
  const imported = await store('an import not yet published');
  await zoo.database.import.create({
    data: { id: job.id, source: {}, result: { original: [{ digest: imported, size: 1 }] } },
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
