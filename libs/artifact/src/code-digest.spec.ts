import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect, it } from 'vitest';
import { digestsOfSources, sourcesOf } from './code-digest.js';

const read = (name: string) => readFileSync(join(import.meta.dirname, '../..', name), 'utf8');
const digestsWith = (changed: string) =>
  digestsOfSources((name) => (name === changed ? `${read(name)}// changed` : read(name)));

it('is another when the code changes that makes the bytes, and only then', () => {
  const { models, features } = digestsOfSources();
  for (const changed of ['network/src/lowering/lower.ts', 'network/src/layers/convolution.ts', 'artifact/src/store.ts'])
    expect(digestsWith(changed).models, changed).not.toBe(models);
  for (const changed of [
    'network/src/lowering/lower.ts',
    'images/src/tensor.ts',
    'engine/src/onnx-session.ts',
    'training/src/decode.worker.ts',
  ])
    expect(digestsWith(changed).features, changed).not.toBe(features);
  for (const changed of ['zoo/src/models.dto.ts', 'training/src/runs.dto.ts', 'network/src/surgery.spec.ts'])
    expect(digestsWith(changed).features, changed).toBe(features);
});

/** What moves bytes and messages, but makes none of the values. */
const CARRIERS = ['child', 'config', 'problems', 'storage'];

it('covers all that the code of features imports', () => {
  const covered = sourcesOf('features');
  const missing = covered.flatMap((name) =>
    importsOf(name).filter((imported) => {
      if (imported.startsWith('#graft/')) {
        const library = imported.slice('#graft/'.length);
        return !CARRIERS.includes(library) && !covered.includes(`${library}/src/index.ts`);
      }
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
