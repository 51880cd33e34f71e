import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Caller } from '#graft/accounts';
import { readLabels, readNetwork, readPreprocessing } from '#graft/artifact';
import { parseCard } from './cards.js';
import { STARTER_ENTRIES, starterCard } from './starter-entries.js';
import { StarterZoo } from './starter-zoo.js';
import { openTestZoo, type TestZoo } from './testing/test-zoo.js';

let zoo: TestZoo;
let starter: StarterZoo;
beforeAll(async () => {
  zoo = await openTestZoo();
  starter = new StarterZoo(zoo.database, zoo.config, zoo.accounts, zoo.publishing);
  const start = performance.now();
  await starter.seed();
  console.log(`the starter zoo was seeded in ${((performance.now() - start) / 1000).toFixed(1)} s`);
}, 180_000);
afterAll(() => zoo.close());

it.each([
  ['starter/mobilenet-v2-224', 'MobileNetV2', [224, 224, 3], 'out_relu', 'block_13_expand_relu'],
  ['starter/inception-v3-299', 'InceptionV3', [299, 299, 3], 'mixed10', 'mixed7'],
])('holds %s', async (ref, architecture, inputShape, top, cut) => {
  const { model, manifest } = await zoo.references.resolve(ref, null);
  const { artifact } = manifest;
  expect(artifact.summary).toMatchObject({ architecture, inputShape, outputShape: [5], task: 'image-classification' });
  // A byte a parameter: stored as quantised as it came.
  expect(artifact.summary.weightBytes).toBe(artifact.summary.parameters);
  expect(artifact).toMatchObject({ top: { layer: top }, cut });
  expect(model).toMatchObject({ license: 'mit', visibility: 'public', formats: ['tfjs-layers'] });
  expect(await readLabels(zoo.blobs, artifact)).toEqual(['Drawing', 'Hentai', 'Neutral', 'Porn', 'Sexy']);
  expect(await readPreprocessing(zoo.blobs, artifact)).toMatchObject({
    size: inputShape.slice(0, 2),
    scale: 1 / 255,
    resize: 'squash',
  });
  const network = await readNetwork(zoo.blobs, artifact);
  expect(network.layers).toHaveLength(artifact.summary.layers);
});

it('seeds once: again does nothing, and what was deleted stays away', async () => {
  await starter.seed();
  expect(await zoo.database.version.count()).toBe(STARTER_ENTRIES.length);
  await zoo.retraction.deleteModel(zoo.root, 'starter', 'inception-v3-299');
  await starter.seed();
  expect(await zoo.database.version.count()).toBe(STARTER_ENTRIES.length - 1);
});

it('brings up to date what an earlier Graft put in, and touches nothing of anybody else', async () => {
  const ref = STARTER_ENTRIES[0]!.name;
  const { artifact } = (await zoo.references.resolve(ref, null)).manifest;
  const { accountId } = await zoo.database.namespace.findUniqueOrThrow({ where: { name: 'starter' } });
  const caller: Caller = { accountId, name: 'starter', scopes: ['read', 'publish'] };
  const { cut: _cut, summary, ...rest } = artifact;
  const { outline, ...facts } = summary;
  const asItWas = { caller, name: ref, visibility: 'private' as const, artifact: { ...rest, summary: facts } };
  const seedAsIfUpgraded = async () => {
    const value = STARTER_ENTRIES.map(({ name }) => name); // the names alone, as it was kept
    await zoo.database.setting.update({ where: { key: 'starter-zoo' }, data: { value } });
    await starter.seed();
    await starter.seed();
  };
  await zoo.retraction.deleteModel(zoo.root, 'starter', 'mobilenet-v2-224');
  const { number } = (await zoo.publishing.publish(asItWas)).version;

  await seedAsIfUpgraded();
  const { model, version, manifest } = await zoo.references.resolve(ref, caller);
  expect(manifest.artifact).toEqual(artifact);
  expect([version.number, model.visibility, model.outline]).toEqual([number + 1, 'private', outline]);
  expect(await zoo.database.version.count()).toBe(2); // the other entry stays deleted

  const lineage = { runId: randomUUID() };
  await zoo.publishing.publish({ ...asItWas, lineage });
  await seedAsIfUpgraded();
  expect((await zoo.references.resolve(ref, caller)).version).toMatchObject({ number: number + 2, ...lineage });
});

it('says whose it is and what it is not', () => {
  for (const entry of STARTER_ENTRIES) {
    const { frontMatter, body } = parseCard(starterCard(entry));
    expect(frontMatter).toMatchObject({ license: 'mit' });
    expect(body).toContain('Not an ImageNet classifier');
  }
});
