import { afterAll, beforeAll, expect, it } from 'vitest';
import { applicationNamed, buildApplication, outlineOf, parameterCount } from '#graft/network';
import { parseName } from '#graft/zoo';
import { serve, type TestApp } from '../../../zoo/src/testing/test-app.js';
import { ApplicationsController } from '../applications.controller.js';
import { CatalogueController } from './catalogue.controller.js';
import { CATALOGUE } from './catalogue.js';

let app: TestApp;
beforeAll(async () => {
  app = await serve([ApplicationsController, CatalogueController], []);
});
afterAll(() => app.close());

const itemsOf = async (path: string) => ((await (await fetch(app.url + path)).json()) as { items: object[] }).items;

it.each(CATALOGUE.map((entry) => [entry.name, entry] as const))('%s can be asked for', (name, entry) => {
  expect(parseName(`ada/${name}`).name).toBe(name);
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

it('is listed, as are the architectures that weights alone are read into', async () => {
  expect((await itemsOf('/catalogue'))[0]).toMatchObject({ format: 'tfjs-layers', application: 'MobileNet' });
  expect(await itemsOf('/applications')).toContainEqual({ name: 'MobileNet', preprocessing: 'tf' });
});
