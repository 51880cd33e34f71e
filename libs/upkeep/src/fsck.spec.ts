import { cp, mkdtemp, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Prisma } from '#graft/database';
import type { Digest } from '#graft/storage';
import { makeRun, openTestZoo, type TestZoo } from '../../zoo/src/testing/test-zoo.js';
import type { Fsck, FsckOptions } from './fsck.js';
import { fsckOf } from './testing/fsck-of.js';

let zoo: TestZoo;
let fsck: Fsck;
beforeAll(async () => {
  zoo = await openTestZoo();
  fsck = fsckOf(zoo);
});
afterAll(() => zoo.close());
afterEach(async () => {
  await zoo.database.$executeRaw`TRUNCATE "Model", "Job", "Dataset" CASCADE`;
  for await (const { digest } of zoo.blobs.list()) await zoo.blobs.delete(digest);
});

const place = (digest: string) => join(zoo.config.dataDir, 'blobs', digest.slice(7, 9), digest.slice(7));

/** What a check finds, in short. */
async function found(options?: FsckOptions) {
  const { findings } = await fsck.check(options);
  return findings.map(({ kind, where, digest, touches }) => ({ kind, where: digest ?? where, touches }));
}

/** The blob with the weights of a version's last layers, which no version of another seed has. */
async function headOf(versionId: string): Promise<Digest> {
  const { manifest } = await zoo.database.version.findUniqueOrThrow({ where: { id: versionId } });
  const { artifact } = manifest as unknown as { artifact: { weights: { blob: { digest: Digest } }[] } };
  return artifact.weights.at(-1)!.blob.digest;
}

it('says what it has checked where everything is whole', async () => {
  await zoo.publish(1);
  await zoo.publish(2);
  const { ok, checked, findings } = await fsck.check();
  expect({ ok, findings }).toEqual({ ok: true, findings: [] });
  expect(checked).toMatchObject({ versions: 2, datasets: 0, runs: 0 });
  let bytes = 0;
  for await (const blob of zoo.blobs.list()) bytes += blob.size;
  expect(checked.bytes).toBe(bytes);
  expect((await fsck.check({ quick: true })).checked).toMatchObject({ blobs: checked.blobs, bytes: 0 });
});

it('finds damaged and missing blobs, and the versions that they touch', async () => {
  const flipped = await headOf((await zoo.publish(1, { name: 'ada/flipped' })).version.id);
  const cut = await headOf((await zoo.publish(2, { name: 'ada/cut' })).version.id);
  const gone = await headOf((await zoo.publish(3, { name: 'ada/gone' })).version.id);
  const { size } = (await zoo.blobs.stat(flipped))!;
  await writeFile(place(flipped), Buffer.alloc(size, 1));
  await truncate(place(cut), 5);
  await rm(place(gone));
  const cutAndGone = [
    { kind: 'damaged', where: cut, touches: ['ada/cut@1'] },
    { kind: 'missing', where: gone, touches: ['ada/gone@1'] },
  ];
  const all = await found();
  expect(all).toHaveLength(3);
  expect(all).toEqual(
    expect.arrayContaining([...cutAndGone, { kind: 'damaged', where: flipped, touches: ['ada/flipped@1'] }]),
  );
  // A size that is wrong is seen without reading; a flipped bit is not.
  const quick = await found({ quick: true });
  expect(quick).toHaveLength(2);
  expect(quick).toEqual(expect.arrayContaining(cutAndGone));
  expect((await fsck.check()).ok).toBe(false);
});

it('tells of blobs that nothing needs, once they are older than the grace period', async () => {
  const { digest } = await zoo.blobs.put(Buffer.from('an orphan'));
  expect(await found()).toEqual([]);
  await utimes(place(digest), new Date(0), new Date(0));
  expect(await found()).toEqual([{ kind: 'unneeded', where: digest, touches: [] }]);
  expect((await fsck.check()).ok).toBe(true);
});

it('finds versions whose rows contradict their manifest', async () => {
  const { version } = await zoo.publish(1);
  const blob = await zoo.database.versionBlob.findFirstOrThrow({ where: { versionId: version.id } });
  const { versionId, digest } = blob;
  await zoo.database.versionBlob.delete({ where: { versionId_digest: { versionId, digest } } });
  expect(await found()).toEqual([{ kind: 'half-made', where: 'ada/tiny@1', touches: ['ada/tiny@1'] }]);
  await zoo.database.versionBlob.create({ data: { ...blob, size: blob.size + 1n } });
  expect((await found({ quick: true })).map(({ kind }) => kind).sort()).toEqual(['damaged', 'half-made']);
  await zoo.database.version.update({ where: { id: version.id }, data: { manifest: { schema: 'other' } } });
  expect((await fsck.check()).findings).toContainEqual(
    expect.objectContaining({
      kind: 'half-made',
      detail: expect.stringContaining('does not match its digest') as string,
    }),
  );
});

it('finds numbers and aliases that are wrong, and manifests that are two versions', async () => {
  const { version, model } = await zoo.publish(1);
  await zoo.publish(2);
  const other = await zoo.publish(3, { name: 'ada/other', aliases: ['stable'] });
  await zoo.database.alias.updateMany({ where: { modelId: model.id }, data: { versionId: version.id } });
  await zoo.database.alias.updateMany({
    where: { modelId: other.model.id, name: 'stable' },
    data: { versionId: version.id },
  });
  await zoo.database.model.update({ where: { id: model.id }, data: { lastNumber: 1 } });
  const { id: _, number: __, ...row } = version;
  await zoo.database.version.create({ data: { ...row, manifest: row.manifest!, number: 3 } });
  const { findings } = await fsck.check({ quick: true });
  const told = findings.map(({ kind, where, detail }) => `${kind} ${where}: ${detail}`);
  expect(told).toEqual(
    expect.arrayContaining([
      'half-made ada/tiny: Its last number is 1, but it has a version 3.',
      'wrong-alias ada/other@stable: It points to a version of another model.',
      'wrong-alias ada/tiny@latest: It points to 1; the highest that is not yanked is 3.',
      `published-twice ada/tiny: ada/tiny@1 and ada/tiny@3 have the same manifest, ${version.digest}.`,
    ]),
  );
});

it('is content with yanked and deleted versions', async () => {
  await zoo.publish(1);
  await zoo.publish(2);
  await zoo.retraction.yank(zoo.ada, 'ada', 'tiny', '2');
  expect(await found()).toEqual([]);
  await zoo.retraction.deleteVersion(zoo.ada, 'ada', 'tiny', '1');
  expect(await found()).toEqual([]);
  await zoo.retraction.deleteModel(zoo.ada, 'ada', 'tiny');
  expect(await found()).toEqual([]);
});

it('finds runs without a model, versions of another model, and versions that are lost', async () => {
  const base = await zoo.publish(1, { name: 'ada/base' });
  const run = await makeRun(zoo.database, zoo.ada.accountId, base.version.id);
  await zoo.database.job.update({ where: { id: run }, data: { status: 'succeeded' } });
  expect(await found()).toEqual([{ kind: 'half-made', where: `run:${run}`, touches: [`run:${run}`] }]);
  const artifact = await zoo.artifact(2);
  await zoo.database.run.update({
    where: { id: run },
    data: {
      artifact: artifact as unknown as Prisma.InputJsonObject,
      artifactDigest: artifact.artifactDigest,
      publishAs: { name: 'ada/made', visibility: 'private' },
    },
  });
  expect(await found()).toEqual([{ kind: 'lost-version', where: `run:${run}`, touches: [`run:${run}`, 'ada/made'] }]);

  const lineage = { baseId: base.version.id, runId: run };
  await zoo.publish(2, { name: 'ada/made', lineage });
  expect(await found()).toEqual([]);
  await zoo.publish(2, { name: 'ada/made', lineage, card: '# Another card' });
  expect(await found()).toEqual([
    { kind: 'published-again', where: `run:${run}`, touches: ['ada/made@1', 'ada/made@2'] },
  ]);
  await zoo.publish(3, { name: 'ada/wrong', lineage });
  expect(await found()).toContainEqual({
    kind: 'other-artifact',
    where: 'ada/wrong@1',
    touches: ['ada/wrong@1', `run:${run}`],
  });
  await zoo.retraction.deleteModel(zoo.ada, 'ada', 'made');
  await zoo.retraction.deleteModel(zoo.ada, 'ada', 'wrong');
  expect(await found()).toEqual([]);
});

it('finds data sets that are half there, and jobs that are stuck', async () => {
  const dataset = await zoo.database.dataset.create({
    data: {
      ...{ namespace: 'ada', name: 'photos', accountId: zoo.ada.accountId },
      versions: { create: { number: 1, ready: true, itemCount: 3, digest: 'd' } },
    },
  });
  const lost = new Date(Date.now() - 3600_000);
  const { id } = await zoo.database.job.create({
    data: { kind: 'arrival', accountId: zoo.ada.accountId, input: {}, status: 'running', leaseExpiresAt: lost },
  });
  expect(await found()).toEqual([
    { kind: 'half-made', where: 'dataset:ada/photos@1', touches: ['dataset:ada/photos@1'] },
    { kind: 'stuck-job', where: `job:${id}`, touches: [`arrival:${id}`] },
  ]);
  await zoo.database.dataset.delete({ where: { id: dataset.id } });
  expect((await fsck.check()).ok).toBe(true);
});

it('brings back what is lost from the database and from a replica, if the bytes there are right', async () => {
  const { version } = await zoo.publish(1);
  const [head, manifest] = [await headOf(version.id), version.digest as Digest];
  const replica = await mkdtemp(join(tmpdir(), 'graft-replica-'));
  await cp(join(zoo.config.dataDir, 'blobs'), join(replica, 'blobs'), { recursive: true });
  const copy = join(replica, 'blobs', head.slice(7, 9), head.slice(7));
  const right = await readFile(copy);
  await writeFile(copy, 'other bytes');
  for (const digest of [head, manifest]) await rm(place(digest));

  const first = await fsck.check({ mend: true, replica });
  expect(first.mended).toEqual([{ digest: manifest, from: 'the database' }]);
  expect(first.findings).toMatchObject([{ kind: 'missing', digest: head, touches: ['ada/tiny@1'] }]);
  await writeFile(copy, right);
  const second = await fsck.check({ mend: true, replica });
  expect(second).toMatchObject({ ok: true, mended: [{ digest: head, from: replica }] });
  expect(await found()).toEqual([]);
  await expect(fsck.check({ mend: true, replica: 'relative/folder' })).rejects.toMatchObject({
    extras: { where: 'replica' },
  });
  await rm(replica, { recursive: true });
});
