import { expect, it } from 'vitest';
import { batchesOf, epochOrder, type Examples } from './batches.js';
import type { Target } from './targets.js';

const examples: Examples = {
  count: 5,
  size: 2,
  targets: [0, 1, 0, 1, 1].map((index) => ({ kind: 'class', index })),
  read: (example, target, offset) => target.set([example, -example], offset),
};

it('orders every example once, the same for the same seed and epoch', () => {
  const order = epochOrder(100, 7, 3);
  expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, index) => index));
  expect(epochOrder(100, 7, 3)).toEqual(order);
});

it('orders them anew in another epoch or under another seed', () => {
  const order = epochOrder(100, 7, 3);
  expect(epochOrder(100, 7, 4)).not.toEqual(order);
  expect(epochOrder(100, 8, 3)).not.toEqual(order);
  expect(epochOrder(100, 3, 7)).not.toEqual(order);
});

it('lets every example come first about equally often', () => {
  const first = new Array<number>(4).fill(0);
  for (let epoch = 0; epoch < 4000; epoch++) first[epochOrder(4, 1, epoch)[0]!]!++;
  for (const times of first) expect(times).toBeGreaterThan(900);
});

it('packs features, targets and weights, with a smaller last batch', () => {
  const lesson = { outputs: 2, smoothing: 0, weights: [1, 2, 1, 2, 2] };
  const batches = [...batchesOf(examples, Uint32Array.of(4, 0, 2, 1, 3), 3, lesson)];
  expect(batches.map((batch) => batch.count)).toEqual([3, 2]);
  expect([...batches[0]!.inputs[0]!]).toEqual([4, -4, 0, -0, 2, -2]);
  expect([...batches[0]!.targets]).toEqual([0, 1, 1, 0, 1, 0]);
  expect([...batches[0]!.weights!]).toEqual([2, 1, 1]);
  expect(batches[0]!.known).toBeNull();
  expect([...batches[1]!.inputs[0]!]).toEqual([1, -1, 3, -3]);
});

it('says which labels are known where some are not', () => {
  const targets: Target[] = [[1, 0], null].map((known) => ({
    kind: 'labels',
    values: Uint8Array.of(1, 0),
    known: known && Uint8Array.from(known),
  }));
  const lesson = { outputs: 2, smoothing: 0, weights: [1, 1] };
  const [batch] = [...batchesOf({ ...examples, count: 2, targets }, Uint32Array.of(0, 1), 2, lesson)];
  expect([...batch!.targets]).toEqual([1, 0, 1, 0]);
  expect([...batch!.known!]).toEqual([1, 0, 1, 1]);
});
