import { expect, it } from 'vitest';
import type { Artifact, WeightBlock } from '#graft/artifact';
import type { Topology } from '#graft/network';
import { findShard, located, shardsOf } from './shards.js';

const hex = 'a'.repeat(64);
const stored = { dtype: 'uint8' as const, scale: 1, min: 0 };
const tensor = (name: string, offset: number, bytes: number): WeightBlock['tensors'][number] => ({
  name,
  shape: [bytes],
  stored,
  offset,
  bytes,
});
const artifactOf = (size: number) =>
  ({
    weights: [
      {
        blob: { digest: `sha256:${hex}`, size },
        tensors: [tensor('a', 0, 8), tensor('b', 8, 4), tensor('c', 12, 3)],
      },
    ],
  }) as unknown as Artifact;
const shards = (artifact: Artifact, ...names: string[]) => {
  const weights = names.map((name) => ({ name, shape: [1], stored }));
  const graph = located(artifact, { layers: [{ weights }] } as unknown as Topology);
  return shardsOf(graph.layers[0]!.weights).map(({ paths, weights }) => [...paths, weights.map(({ name }) => name)]);
};

it('names the stretches that hold the wanted weights, without gaps and unwanted ones', () => {
  expect(shards(artifactOf(16), 'a', 'b')).toEqual([[`${hex}.0-11.bin`, ['a', 'b']]]);
  expect(shards(artifactOf(16), 'a', 'c')).toEqual([
    [`${hex}.0-7.bin`, ['a']],
    [`${hex}.12-14.bin`, ['c']],
  ]);
  expect(shards(artifactOf(16))).toEqual([]);
});

it('names a whole block by its digest alone', () => {
  expect(shards(artifactOf(12), 'a', 'b')).toEqual([[`${hex}.bin`, ['a', 'b']]]);
});

it('refuses a weight that no block holds', () => {
  expect(() => shards(artifactOf(16), 'd')).toThrow('No block holds the weight d');
});

it('finds its own shards and no others', () => {
  const artifact = artifactOf(16);
  expect(findShard(artifact, `${hex}.bin`).range).toEqual({ start: 0, end: 15 });
  expect(findShard(artifact, `${hex}.12-14.bin`).range).toEqual({ start: 12, end: 14 });
  for (const name of [`${'b'.repeat(64)}.bin`, `${hex}.4-2.bin`, `${hex}.0-16.bin`, `../${hex}.bin`, 'weights.bin'])
    expect(() => findShard(artifact, name)).toThrow('no such weight file');
});
