import { expect, it } from 'vitest';
import { applicationNamed, buildApplication, outlineOf, parameterCount } from '#graft/network';
import { CATALOGUE } from './catalogue.js';
import { parseName } from './references.js';

it.each(CATALOGUE.map((entry) => [entry.name, entry] as const))('%s can be asked for', (name, entry) => {
  expect(parseName(`somebody/${name}`).name).toBe(name);
  const url = new URL(entry.url);
  expect(url.protocol).toBe('https:');
  expect(url.hostname).toBe('storage.googleapis.com');
  expect(url.pathname).toMatch(entry.format === 'tfjs-layers' ? /\/model\.json$/ : /\.h5$/);
  expect(entry.md5 ?? '0'.repeat(32)).toMatch(/^[0-9a-f]{32}$/);
});

it.each(CATALOGUE.map((entry) => [entry.name, entry] as const))('%s is what its architecture offers', (_, entry) => {
  const { alphas, defaultSize, preprocessing } = applicationNamed(entry.application);
  expect(alphas).toContain(entry.alpha ?? 1);
  expect(entry).toMatchObject({ inputSize: [defaultSize, defaultSize], preprocessing });
  const graph = buildApplication(entry.application, { includeTop: entry.includesTop, alpha: entry.alpha });
  expect(entry).toMatchObject({ parameters: parameterCount(graph), outline: outlineOf(graph) });
});

it('names nothing twice', () => {
  expect(new Set(CATALOGUE.map(({ name }) => name)).size).toBe(CATALOGUE.length);
  expect(new Set(CATALOGUE.map(({ url }) => url)).size).toBe(CATALOGUE.length);
});
