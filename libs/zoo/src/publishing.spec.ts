import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Digest, digestOf } from '#graft/storage';
import { parseCard } from '#graft/cards';
import { blobsOf, type Manifest } from './manifest.js';
import type { Publication, Published } from './publishing.js';
import { openTestZoo, type TestZoo } from './testing/test-zoo.js';

let zoo: TestZoo;
beforeAll(async () => void (zoo = await openTestZoo()));
afterAll(() => zoo.close());

/** Another model in each test. */
let name = 'tiny-0';
let tests = 0;
beforeEach(() => void (name = `tiny-${++tests}`));

const publish = (seed: number, publication: Partial<Publication> = {}) =>
  zoo.publish(seed, { name: `ada/${name}`, ...publication });
const modelsNamed = (of: string) => zoo.database.model.count({ where: { name: of } });
const versionsOf = (of: string) => zoo.database.version.count({ where: { model: { name: of } } });

const text = async (digest: Manifest['card']['digest']) => new TextDecoder().decode(await zoo.blobs.read(digest));

it('makes a version whose digest is that of its stored manifest', async () => {
  const card = '---\nlicense: MIT\ntags: [cats]\n---\n# Tiny\n\nTells **cats** from dogs.';
  const { model, version, created } = await publish(1, { card, formats: ['tfjs-layers'], aliases: ['stable'] });
  expect(created).toBe(true);
  expect(version).toMatchObject({ number: 1 });
  const bytes = await zoo.blobs.read(version.digest as `sha256:${string}`);
  expect(digestOf(bytes)).toBe(version.digest);
  const manifest = JSON.parse(new TextDecoder().decode(bytes)) as Manifest;
  expect(version.manifest).toEqual(manifest);
  expect(manifest.schema).toBe('graft/manifest@1');
  expect(parseCard(await text(manifest.card.digest)).frontMatter).toMatchObject({
    pipeline_tag: 'image-classification',
  });
  expect(model).toMatchObject({
    title: 'Tiny',
    summary: 'Tells cats from dogs.',
    license: 'mit',
    tags: ['cats'],
    formats: ['tfjs-layers'],
    task: 'image-classification',
    inputSize: [8, 8],
    visibility: 'public',
    parameters: 118n,
    bytes: 472n,
  });
  const aliases = await zoo.database.alias.findMany({ where: { modelId: model.id }, orderBy: { name: 'asc' } });
  expect(aliases.map(({ name }) => name)).toEqual(['latest', 'stable']);
});

it('finds the version that is there when asked again, also by two at once', async () => {
  const [first, second] = await Promise.all([publish(1), publish(1)]);
  expect(second.version.id).toBe(first.version.id);
  expect([first.created, second.created].sort()).toEqual([false, true]);
  expect(await versionsOf(name)).toBe(1);
});

it('numbers versions without gaps, however many come at once', async () => {
  const published = await Promise.all([1, 2, 3, 4, 5].map((seed) => publish(seed)));
  expect(published.map(({ version }) => version.number).sort()).toEqual([1, 2, 3, 4, 5]);
  expect((await zoo.references.resolve(`ada/${name}`, null)).version.number).toBe(5);
});

it('never gives a number twice', async () => {
  await publish(1);
  await publish(2);
  await zoo.retraction.deleteVersion(zoo.ada, 'ada', name, '2');
  expect((await publish(3)).version.number).toBe(3);
  await zoo.retraction.deleteModel(zoo.ada, 'ada', name);
  expect((await publish(4, { visibility: 'private' })).version.number).toBe(4);
});

it('leaves nothing behind when the transaction fails', async () => {
  const failing = zoo.publishing.publish(
    { caller: zoo.ada, name: `ada/${name}`, visibility: 'public', artifact: await zoo.artifact(1) },
    (write) =>
      zoo.database.$transaction(async (tx) => {
        await write(tx);
        throw new Error('the lease was lost');
      }),
  );
  await expect(failing).rejects.toThrow('the lease was lost');
  expect(await modelsNamed(name)).toBe(0);
  expect((await publish(1)).version.number).toBe(1);
});

it('takes licence and formats from the base, and keeps a private base out of a public card', async () => {
  const card = '---\nlicense: apache-2.0\n---\n# Base';
  const base = await publish(1, { card, formats: ['keras-hdf5'] });
  const child = await publish(2, { name: 'ada/child', lineage: { baseId: base.version.id } });
  expect(child.model).toMatchObject({ license: 'apache-2.0', formats: ['keras-hdf5'] });
  const manifest = child.version.manifest as unknown as Manifest;
  expect(manifest.lineage.base).toEqual({ ref: `ada/${name}@1`, digest: base.version.digest });
  expect(await text(manifest.card.digest)).toContain(`base_model: ada/${name}@1`);

  const secret = await publish(3, { name: 'ada/secret', visibility: 'private' });
  const open = await publish(4, { name: 'ada/open', lineage: { baseId: secret.version.id } });
  expect(await text((open.version.manifest as unknown as Manifest).card.digest)).not.toContain('ada/secret');
});

it.each([
  [{ name: 'ada/Tiny' }, 'is not the name of a model'],
  [{ name: 'bob/tiny' }, 'because it is not yours'],
  [{ aliases: ['latest'] }, 'cannot be set'],
  [{ aliases: ['7'] }, 'cannot be an alias'],
  [{ card: '---\nlicense: [1]\n---' }, 'line 2'],
])('refuses %j and keeps no trace', async (publication, message) => {
  await expect(publish(1, publication)).rejects.toThrow(message);
  expect(await modelsNamed(name)).toBe(0);
});

it('refuses to publish to the public what is private, until that is changed', async () => {
  await publish(1, { visibility: 'private' });
  await expect(publish(2, { visibility: 'public' })).rejects.toThrow(`ada/${name} is private`);
});

it('counts shared blobs once, and refuses what does not fit the quota', async () => {
  const bobs = (seed: number) => publish(seed, { caller: zoo.bob, name: `bob/${name}` });
  const stored = new Map<string, number>();
  const bytesWith = async ({ version }: Published) => {
    for (const { digest, size } of blobsOf(version.manifest as unknown as Manifest)) stored.set(digest, size);
    stored.set(version.digest, (await zoo.blobs.stat(version.digest as Digest))!.size);
    return [...stored.values()].reduce((sum, size) => sum + size);
  };
  const first = await bytesWith(await bobs(1));
  const second = await bytesWith(await bobs(2));
  // Every further version brings as much as the second did: a head and a manifest, but no topology, backbone or card.
  const quotaBytes = second + (second - first);
  expect(quotaBytes).toBeLessThan(3 * first);
  await zoo.database.account.update({ where: { name: 'bob' }, data: { quotaBytes } });
  await bobs(3);
  await expect(bobs(4)).rejects.toThrow(`its quota is ${quotaBytes}`);
  expect(await versionsOf(name)).toBe(3);
});
