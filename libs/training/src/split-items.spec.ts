import { expect, it } from 'vitest';
import { splitItems, type SplitItem } from './split-items.js';

const HALF = { train: 0.7, validation: 0.15, test: 0.15 };
const images = (label: string, count: number): SplitItem[] =>
  Array.from({ length: count }, (_, i) => ({
    name: `${label}/${i}.jpg`,
    contentDigest: `${label}${i}`,
    labels: [label],
  }));
const names = (items: SplitItem[]) => items.map(({ name }) => name);
const PARTS = ['train', 'validation', 'test'] as const;

it('splits each class by the fractions, losing nothing', () => {
  const items = [...images('cat', 100), ...images('dog', 20)];
  const split = splitItems(items, HALF, 1);
  const count = (part: SplitItem[], label: string) => part.filter(({ labels }) => labels[0] === label).length;
  expect(PARTS.map((part) => count(split[part], 'cat'))).toEqual([70, 15, 15]);
  expect(PARTS.map((part) => count(split[part], 'dog'))).toEqual([14, 3, 3]);
  expect(names([...split.train, ...split.validation, ...split.test]).sort()).toEqual(names(items).sort());
});

it('is the same for a seed whatever the order of the input, and another for another seed', () => {
  const items = [...images('cat', 50), ...images('dog', 50)];
  const split = splitItems(items, HALF, 7);
  expect(splitItems(items.toReversed(), HALF, 7)).toEqual(split);
  expect(names(splitItems(items, HALF, 8).test)).not.toEqual(names(split.test));
  expect(names(split.test)).not.toEqual(names(items.slice(0, 15))); // it is shuffled
});

it('keeps files that show the same picture together', () => {
  const items = images('cat', 60).map((item, i) => ({ ...item, contentDigest: `picture ${i % 23}` }));
  for (let seed = 0; seed < 20; seed++) {
    const split = splitItems([...items, ...images('dog', 30)], HALF, seed);
    const digests = PARTS.map((part) => new Set(split[part].map(({ contentDigest }) => contentDigest)));
    for (const [i, j] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const)
      expect(disjoint(digests[i]!, digests[j]!)).toBe(true);
    expect(split.test.length).toBeGreaterThanOrEqual(10);
  }
});

const disjoint = (a: Set<string>, b: Set<string>) => [...a].every((digest) => !b.has(digest));

it.each([
  [1, [1, 0, 0]],
  [2, [1, 1, 0]],
  [3, [1, 1, 1]],
  [4, [2, 1, 1]],
])('gives a class of %i pictures to the parts', (count, expected) => {
  const split = splitItems(images('cat', count), HALF, 3);
  expect(PARTS.map((part) => split[part].length)).toEqual(expected);
});

it('gives nothing to a part of fraction 0', () => {
  const split = splitItems(images('cat', 10), { train: 0.8, validation: 0, test: 0.2 }, 3);
  expect(PARTS.map((part) => split[part].length)).toEqual([8, 0, 2]);
});

it('tells of pictures under several labels, and keeps them in one part', () => {
  const same = (label: string) => ({ name: `${label}/same.jpg`, contentDigest: 'same', labels: [label] });
  const split = splitItems([...images('cat', 20), ...images('dog', 20), same('dog'), same('cat')], HALF, 3);
  expect(split.conflicts).toEqual([['cat/same.jpg', 'dog/same.jpg']]);
  const holding = PARTS.filter((part) => names(split[part]).some((name) => name.endsWith('same.jpg')));
  expect(holding).toHaveLength(1);
});
