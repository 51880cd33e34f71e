import { expect, it } from 'vitest';
import { type BlobRoot, BlobRoots, needsIn } from './blob-roots.js';
import type { Digest } from './blob.js';

const digest = (letter: string): Digest => `sha256:${letter.repeat(64)}`;

/** A root of things by their names, each needing some blobs. */
const rootOf = (things: Record<string, Digest[]>): BlobRoot => ({
  async *needs() {
    for (const digests of await Promise.resolve(Object.values(things))) for (const digest of digests) yield { digest };
  },
  users: (wanted) =>
    Promise.resolve(
      Object.entries(things).flatMap(([ref, digests]) =>
        digests.filter((each) => wanted.includes(each)).map((digest) => ({ digest, ref })),
      ),
    ),
});

async function needed(roots: BlobRoots): Promise<Digest[]> {
  const collected: Digest[] = [];
  for await (const { digest } of roots.needs()) collected.push(digest);
  return collected;
}

it('asks every root, anew each time', async () => {
  const roots = new BlobRoots();
  const models: Record<string, Digest[]> = { 'ada/pets@1': [digest('a')] };
  roots.register('models', rootOf(models));
  expect(await needed(roots)).toEqual([digest('a')]);
  models['ada/pets@2'] = [digest('b')];
  expect(await needed(roots)).toEqual([digest('a'), digest('b')]);
  expect(roots.names()).toEqual(['models']);
});

it('says what needs a blob, over all roots', async () => {
  const roots = new BlobRoots();
  roots.register('models', rootOf({ 'ada/pets@2': [digest('a')], 'ada/pets@1': [digest('a'), digest('b')] }));
  roots.register('runs', rootOf({ 'run:1': [digest('a')] }));
  expect(await roots.users([digest('a'), digest('c')])).toEqual(
    new Map([
      [digest('a'), ['ada/pets@1', 'ada/pets@2', 'run:1']],
      [digest('c'), []],
    ]),
  );
});

it('finds references to blobs at any depth and nothing else', () => {
  const value = {
    a: [{ blob: { digest: digest('a'), size: 3 } }],
    b: { digest: `${digest('b')}0`, size: 1 },
    c: null,
    d: digest('d'), // the digest of an artifact, which is no blob
  };
  expect([...needsIn(value)]).toEqual([{ digest: digest('a'), size: 3 }]);
});
