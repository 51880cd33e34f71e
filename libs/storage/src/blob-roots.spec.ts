import { expect, it } from 'vitest';
import { BlobRoots, digestsIn } from './blob-roots.js';
import type { Digest } from './blob-store.js';

const digest = (letter: string): Digest => `sha256:${letter.repeat(64)}`;

async function collect(digests: AsyncIterable<Digest>): Promise<Digest[]> {
  const collected: Digest[] = [];
  for await (const found of digests) collected.push(found);
  return collected;
}

it('asks everyone registered, anew each time', async () => {
  const roots = new BlobRoots();
  let needed = [digest('a')];
  // oxlint-disable-next-line typescript/require-await
  roots.register('models', async function* () {
    yield* needed;
  });
  expect(await collect(roots.digests())).toEqual([digest('a')]);
  needed = [digest('b')];
  expect(await collect(roots.digests())).toEqual([digest('b')]);
  expect(roots.names()).toEqual(['models']);
});

it('finds digests at any depth and nothing else', () => {
  const value = { a: [{ blob: { digest: digest('a'), size: 3 } }], b: `${digest('b')}0`, c: null, d: digest('d') };
  expect([...digestsIn(value)]).toEqual([digest('a'), digest('d')]);
});
