import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Publication } from './publishing.js';
import { makeRun, openTestZoo, type TestZoo } from './testing/test-zoo.js';

let zoo: TestZoo;
beforeAll(async () => void (zoo = await openTestZoo()));
afterAll(() => zoo.close());

/** Another model in each test. */
let name = 'tiny-0';
let tests = 0;
beforeEach(() => void (name = `tiny-${++tests}`));

const publish = (seed: number, publication: Partial<Publication> = {}) =>
  zoo.publish(seed, { name: `ada/${name}`, ...publication });

const resolve = (ref: string) => zoo.references.resolve(ref, null);

it('serves a yanked version only to who names it, with a warning, and takes it back', async () => {
  await publish(1);
  const { version } = await publish(2, { aliases: ['stable'], card: '# Second' });
  await zoo.retraction.yank(zoo.ada, 'ada', name, '2', 'mixes up cats and dogs');

  expect((await resolve(`ada/${name}`)).version.number).toBe(1);
  await expect(resolve(`ada/${name}@stable`)).rejects.toThrow(`Use ada/${name}@2`);
  for (const ref of [`ada/${name}@2`, `ada/${name}@${version.digest}`])
    expect((await resolve(ref)).warning).toBe(`Version 2 of ada/${name} was yanked: mixes up cats and dogs.`);
  expect((await zoo.references.model('ada', name, null)).title).toBe(`ada/${name}`);

  await zoo.retraction.unyank(zoo.ada, 'ada', name, '2');
  expect((await resolve(`ada/${name}`)).version.number).toBe(2);
  expect((await resolve(`ada/${name}@stable`)).warning).toBeUndefined();
  expect((await zoo.references.model('ada', name, null)).title).toBe('Second');
});

it('hides a model whose every version is yanked', async () => {
  const { model } = await publish(1);
  await zoo.retraction.yank(zoo.ada, 'ada', name, '1');
  expect(await zoo.database.model.findUniqueOrThrow({ where: { id: model.id } })).toMatchObject({ hidden: true });
  await expect(resolve(`ada/${name}`)).rejects.toThrow('has no version "latest"');
  await zoo.retraction.unyank(zoo.ada, 'ada', name, '1');
  expect((await resolve(`ada/${name}`)).version.number).toBe(1);
});

it('lets only its owner yank, delete or move aliases', async () => {
  await publish(1);
  for (const attempt of [
    zoo.retraction.yank(zoo.bob, 'ada', name, '1'),
    zoo.retraction.deleteVersion(zoo.bob, 'ada', name, '1'),
    zoo.retraction.deleteModel(zoo.bob, 'ada', name),
    zoo.aliases.move(zoo.bob, 'ada', name, 'stable', '1'),
    zoo.aliases.remove(zoo.bob, 'ada', name, 'stable'),
  ])
    await expect(attempt).rejects.toThrow('because it is not yours');
});

it('does not delete what versions and runs are built on, and names them', async () => {
  const base = await publish(1);
  await publish(2, { name: 'ada/child', lineage: { baseId: base.version.id } });
  await publish(3, {
    name: 'bob/hidden',
    caller: zoo.bob,
    visibility: 'private',
    lineage: { baseId: base.version.id },
  });
  const run = await makeRun(zoo.database, zoo.ada.accountId, base.version.id);
  const refused = zoo.retraction.deleteVersion(zoo.ada, 'ada', name, '1');
  await expect(refused).rejects.toThrow(`ada/child@1, run:${run}, 1 more of other accounts`);
  await expect(refused).rejects.not.toThrow('bob/hidden');
  await expect(zoo.retraction.deleteModel(zoo.ada, 'ada', name)).rejects.toThrow('based on it');
  expect((await resolve(`ada/${name}@1`)).version.id).toBe(base.version.id);
});

it('deletes a model whose versions are built on one another only', async () => {
  const base = await publish(1);
  await publish(2, { lineage: { baseId: base.version.id } });
  await zoo.retraction.deleteModel(zoo.ada, 'ada', name);
  await expect(resolve(`ada/${name}@1`)).rejects.toThrow(`There is no model "ada/${name}"`);
  expect(await zoo.database.versionBlob.count({ where: { version: { model: { name } } } })).toBe(0);
});

it('moves aliases, but not latest, and not to a yanked version', async () => {
  await publish(1);
  await publish(2);
  await zoo.aliases.move(zoo.ada, 'ada', name, 'stable', '1');
  expect((await resolve(`ada/${name}@stable`)).version.number).toBe(1);
  await zoo.aliases.move(zoo.ada, 'ada', name, 'stable', 'latest');
  expect((await resolve(`ada/${name}@stable`)).version.number).toBe(2);
  await zoo.aliases.remove(zoo.ada, 'ada', name, 'stable');
  await expect(zoo.aliases.remove(zoo.ada, 'ada', name, 'stable')).rejects.toThrow('has no alias "stable"');
  await expect(zoo.aliases.move(zoo.ada, 'ada', name, 'latest', '1')).rejects.toThrow('cannot be set');
  await zoo.retraction.yank(zoo.ada, 'ada', name, '1');
  await expect(zoo.aliases.move(zoo.ada, 'ada', name, 'stable', '1')).rejects.toThrow('was yanked');
});

it('shows ancestors and children as far as the caller may see', async () => {
  const first = await publish(1);
  const second = await publish(2, {
    name: 'ada/second',
    visibility: 'private',
    lineage: { baseId: first.version.id },
  });
  const third = await publish(3, { name: 'ada/third', lineage: { baseId: second.version.id } });
  const names = async (version: typeof first.version, caller: typeof zoo.ada | null) => {
    const { ancestors, children } = await zoo.lineage.family(version, caller);
    return [ancestors, children].map((relatives) => relatives.map(({ model }) => model.name));
  };
  expect(await names(third.version, zoo.ada)).toEqual([['second', name], []]);
  expect(await names(third.version, null)).toEqual([[name], []]);
  expect(await names(first.version, null)).toEqual([[], []]);
  expect(await names(first.version, zoo.ada)).toEqual([[], ['second']]);
});
