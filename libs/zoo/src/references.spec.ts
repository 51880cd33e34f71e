import { afterAll, beforeAll, expect, it } from 'vitest';
import { NotFound } from '#graft/problems';
import { nearest } from './nearest.js';
import { parseAlias, parseReference } from './references.js';
import { openTestZoo, type TestZoo } from './testing/test-zoo.js';

const digest = `sha256:${'ab'.repeat(32)}`;

it.each([
  ['ada/tiny', { kind: 'alias', alias: 'latest' }],
  ['ada/tiny@3', { kind: 'number', number: 3 }],
  ['ada/tiny@stable', { kind: 'alias', alias: 'stable' }],
  ['ada/tiny@v1.2', { kind: 'alias', alias: 'v1.2' }],
  [`ada/tiny@${digest}`, { kind: 'digest', digest }],
])('reads %s', (text, version) => {
  expect(parseReference(text)).toEqual({ owner: 'ada', name: 'tiny', version });
});

it.each([
  'tiny',
  'ada/',
  'ada/tiny/x',
  'Ada/tiny',
  '-a/tiny',
  'ada/tiny@',
  'ada/tiny@0',
  'ada/tiny@sha256:12',
  'ada/tiny@3@4',
  `${'a'.repeat(64)}/b`,
])('refuses %s', (text) => expect(() => parseReference(text)).toThrow(/is not the name of a model|is not a version/));

it('tells aliases from numbers', () => {
  expect(parseAlias('2024-01')).toBe('2024-01');
  expect(() => parseAlias('2024')).toThrow('cannot be an alias');
});

it('suggests only what is near', () => {
  expect(nearest('ada/tinny', ['ada/tiny', 'ada/tinder', 'bob/elephant'])).toEqual(['ada/tiny', 'ada/tinder']);
});

let zoo: TestZoo;
beforeAll(async () => {
  zoo = await openTestZoo();
  await zoo.publish(1);
  await zoo.publish(2, { aliases: ['stable'] });
  await zoo.publish(3);
  await zoo.publish(4, { name: 'ada/secret', visibility: 'private' });
});
afterAll(() => zoo.close());

it('finds a version by number, alias and digest', async () => {
  const { version, manifest } = await zoo.references.resolve('ada/tiny@2', null);
  expect(version.number).toBe(2);
  expect(manifest.config.name).toBe('ada/tiny');
  expect((await zoo.references.resolve('ada/tiny@stable', null)).version.id).toBe(version.id);
  expect((await zoo.references.resolve(`ada/tiny@${version.digest}`, null)).version.id).toBe(version.id);
  expect((await zoo.references.resolve('ada/tiny', null)).version.number).toBe(3);
});

it('hides private models from all but their owner and admins, as if they were not there', async () => {
  for (const caller of [null, zoo.bob]) {
    const refused = zoo.references.resolve('ada/secret', caller);
    await expect(refused).rejects.toThrow(NotFound);
    await expect(refused).rejects.not.toThrow('Did you mean ada/secret');
  }
  for (const caller of [zoo.ada, zoo.root])
    expect((await zoo.references.resolve('ada/secret', caller)).version.number).toBe(1);
});

it('says what it has instead', async () => {
  await expect(zoo.references.resolve('ada/tinny', null)).rejects.toThrow('Did you mean ada/tiny?');
  await expect(zoo.references.resolve('ada/secrets', null)).rejects.not.toThrow('ada/secret?');
  await expect(zoo.references.resolve('ada/tiny@9', null)).rejects.toThrow('It has latest, stable, 1, 2, 3.');
});
