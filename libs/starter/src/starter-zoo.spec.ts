import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Caller } from '#graft/accounts';
import { readLabels, readNetwork, readPreprocessing } from '#graft/artifact';
import { openTestZoo, type TestZoo } from '../../zoo/src/testing/test-zoo.js';
import { networksIn, readStarterFiles, starterFolder } from './files.js';
import { StarterZoo } from './starter-zoo.js';

const LITE = 'starter/efficientnet-lite0';

let zoo: TestZoo;
let starter: StarterZoo;
beforeAll(async () => {
  zoo = await openTestZoo();
  starter = new StarterZoo(zoo.database, zoo.config, zoo.accounts, zoo.publishing);
  await starter.seed();
}, 180_000);
afterAll(() => zoo.close());

it.each([
  ['efficientnet-lite0', 'EfficientNetLite0', 224],
  ['efficientnet-lite2', 'EfficientNetLite2', 260],
])('holds %s', async (name, architecture, size) => {
  const { model, manifest } = await zoo.references.resolve(`starter/${name}`, null);
  const { artifact } = manifest;
  expect(artifact.summary).toMatchObject({ architecture, inputShape: [size, size, 3], outputShape: [1000] });
  // Two bytes per parameter: half precision, as it lies in the folder.
  expect(artifact.summary.weightBytes).toBe(2 * artifact.summary.parameters);
  expect(artifact).toMatchObject({ top: { layer: 'top_activation' } });
  expect(model).toMatchObject({
    ...{ license: 'apache-2.0', visibility: 'public', task: 'image-classification' },
    formats: ['tfjs-layers'],
  });
  const labels = await readLabels(zoo.blobs, artifact);
  expect([labels!.length, labels![281], labels![151]]).toEqual([1000, 'tabby', 'Chihuahua']);
  expect(await readPreprocessing(zoo.blobs, artifact)).toMatchObject({ size: [size, size], resize: 'crop' });
  const network = await readNetwork(zoo.blobs, artifact);
  expect(network.layers).toHaveLength(artifact.summary.layers);
});

it('seeds once: again does nothing, and what was deleted stays away', async () => {
  const networks = (await networksIn(starterFolder())).length;
  await starter.seed();
  expect(await zoo.database.version.count()).toBe(networks);
  await zoo.retraction.deleteModel(zoo.root, 'starter', 'efficientnet-lite2');
  await starter.seed();
  expect(await zoo.database.version.count()).toBe(networks - 1);
});

it('brings up to date what an earlier Graft put in, and touches nothing of anyone else', async () => {
  const { artifact } = (await zoo.references.resolve(LITE, null)).manifest;
  const { accountId } = await zoo.database.namespace.findUniqueOrThrow({ where: { name: 'starter' } });
  const caller: Caller = { accountId, name: 'starter', scopes: ['read', 'publish'] };
  const { outline, ...facts } = artifact.summary;
  const asItWas = { caller, name: LITE, visibility: 'private' as const, artifact: { ...artifact, summary: facts } };
  const seedAsIfUpgraded = async () => {
    const value = (await networksIn(starterFolder())).map((name) => `starter/${name}`); // the names alone, as it was kept
    await zoo.database.setting.update({ where: { key: 'starter-zoo' }, data: { value } });
    await starter.seed();
    await starter.seed();
  };
  await zoo.retraction.deleteModel(zoo.root, 'starter', 'efficientnet-lite0');
  const { number } = (await zoo.publishing.publish(asItWas)).version;

  await seedAsIfUpgraded();
  const { model, version, manifest } = await zoo.references.resolve(LITE, caller);
  expect(manifest.artifact).toEqual(artifact);
  expect([version.number, model.visibility, model.outline]).toEqual([number + 1, 'private', outline]);
  expect(await zoo.database.version.count()).toBe(2); // the other network stays deleted

  const lineage = { runId: randomUUID() };
  await zoo.publishing.publish({ ...asItWas, lineage });
  await seedAsIfUpgraded();
  expect((await zoo.references.resolve(LITE, caller)).version).toMatchObject({ number: number + 2, ...lineage });
});

it('keeps the networks of an earlier Graft that come with this one no more', async () => {
  const { accountId } = await zoo.database.namespace.findUniqueOrThrow({ where: { name: 'starter' } });
  const caller: Caller = { accountId, name: 'starter', scopes: ['read', 'publish'] };
  const { artifact } = (await zoo.references.resolve(LITE, caller)).manifest;
  const name = 'starter/mobilenet-v2-224';
  await zoo.publishing.publish({ caller, name, visibility: 'public', artifact });
  const before = await zoo.database.setting.findUniqueOrThrow({ where: { key: 'starter-zoo' } });
  const value = { ...(before.value as Record<string, string>), [name]: 'what it was made of' };
  await zoo.database.setting.update({ where: { key: 'starter-zoo' }, data: { value } });
  await starter.seed();
  expect((await zoo.references.resolve(name, null)).version.number).toBe(1);
});

it.each([
  ['damaged', (folder: string) => writeFile(join(folder, 'group1-shard2of3.bin'), 'not these bytes'), /is damaged/],
  ['missing', (folder: string) => rm(join(folder, 'group1-shard2of3.bin')), /cannot be read/],
])('leaves out a network with a shard that is %s, and puts in the rest', async (_, harm, message) => {
  const fresh = await openTestZoo();
  const folder = await mkdtemp(join(tmpdir(), 'graft-starter-'));
  try {
    await cp(starterFolder(), folder, { recursive: true });
    await harm(join(folder, 'efficientnet-lite0'));
    await expect(readStarterFiles(join(folder, 'efficientnet-lite0'))).rejects.toThrow(/group1-shard2of3\.bin/);
    await expect(readStarterFiles(join(folder, 'efficientnet-lite0'))).rejects.toThrow(message);
    await new StarterZoo(fresh.database, fresh.config, fresh.accounts, fresh.publishing).seed(folder);
    expect((await fresh.database.model.findMany()).map(({ name }) => name)).toEqual(['efficientnet-lite2']);
  } finally {
    await rm(folder, { recursive: true });
    await fresh.close();
  }
});
