import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect, it } from 'vitest';
import { digestsOfSources, sourcesOf } from './code-digest.js';

const read = (name: string) => readFileSync(join(import.meta.dirname, '../..', name), 'utf8');
const digestsWith = (changed: string) =>
  digestsOfSources((name) => (name === changed ? `${read(name)}// changed` : read(name)));

it.each([
  ['models', 'network/src/lowering/lower.ts'],
  ['models', 'network/src/layers/convolution.ts'],
  ['models', 'network/src/formats/keras-hdf5-write.ts'],
  ['models', 'artifact/src/store.ts'],
  ['models', 'imports/src/formats/tfjs-layers.ts'],
  ['models', 'serving/src/exports/formats/onnx.ts'],
  ['features', 'network/src/lowering/lower.ts'],
  ['features', 'images/src/tensor.ts'],
  ['features', 'engine/src/onnx-session.ts'],
  ['features', 'training/src/decode.thread.ts'],
] as const)('of %s changes with %s, which makes bytes', (made, changed) => {
  expect(digestsWith(changed)[made]).not.toBe(digestsOfSources()[made]);
});

it.each([
  ['models', 'zoo/src/models.dto.ts'],
  ['models', 'zoo/src/versions.dto.ts'],
  ['models', 'imports/src/preview.dto.ts'],
  ['models', 'imports/src/imports.controller.ts'],
  ['models', 'serving/src/exports/query.ts'],
  ['models', 'serving/src/exports/exports.controller.ts'],
  ['models', 'network/src/surgery.spec.ts'],
  ['features', 'training/src/runs.dto.ts'],
  ['features', 'network/src/surgery.spec.ts'],
] as const)('of %s does not change with %s, which makes none', (made, changed) => {
  expect(digestsWith(changed)[made]).toBe(digestsOfSources()[made]);
});

/** What moves bytes and messages, but makes none of the values. */
const CARRIERS = ['archive', 'child', 'config', 'problems', 'storage'];

it.each(['models', 'features'] as const)('of %s covers all that its code imports', (made) => {
  const covered = sourcesOf(made);
  const libraries = new Set(covered.map((name) => name.split('/')[0]!));
  const missing = covered.flatMap((name) =>
    importsOf(name).filter((imported) => {
      const library = /^#graft\/(.+)/.exec(imported)?.[1];
      if (library !== undefined) return !CARRIERS.includes(library) && !libraries.has(library);
      return !covered.includes(posix.join(posix.dirname(name), imported.replace(/\.js$/, '.ts')));
    }),
  );
  expect(missing).toEqual([]);
});

/** Modules of Graft that a source imports for more than their types. */
function importsOf(name: string): string[] {
  const imports = read(name).matchAll(/^(?:import|export) (?!type )[^;]*?from '((?:\.|#graft\/)[^']+)';/gm);
  return [...imports].map(([, from]) => from!).filter((from) => !from.endsWith('.json'));
}
