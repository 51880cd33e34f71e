import { createHash } from 'node:crypto';
import { groupBy } from '#graft/collections';

/** One image each to learn from, to choose the best epoch by and to be examined on. */
export const FEWEST_IMAGES = 3;

/** Shares of the images; together 1. */
export interface SplitFractions {
  train: number;
  validation: number;
  test: number;
}

export interface SplitItem {
  name: string;
  /** Equal for the same picture. */
  contentDigest: string;
  labels: string[];
}

export interface Split<T> {
  train: T[];
  validation: T[];
  test: T[];
  /** Names of the files that show the same picture under different labels, a list a picture. */
  conflicts: string[][];
}

/** Files that show one picture. */
interface Picture<T> {
  items: T[];
  /** Seeded; pictures in the order of their rank are shuffled, the same way wherever they lie in the input. */
  rank: string;
}

/**
 * Splits images at random, but always alike for a seed, whatever their order. Each class is split by the fractions;
 * files that show the same picture stay together; each class has a picture in every part, where it has enough of them.
 * Parts are sorted by name.
 * @param fractions 0 or more; they add up to 1.
 */
export function splitItems<T extends SplitItem>(
  items: readonly T[],
  fractions: SplitFractions,
  seed: number,
): Split<T> {
  const split: Split<T> = { train: [], validation: [], test: [], conflicts: [] };
  const pictures = picturesOf(items, seed);
  for (const pictureClass of groupBy(pictures, ({ items: [first] }) => classOf(first!)).values()) {
    const parts = splitClass(pictureClass, fractions);
    for (const part of ['train', 'validation', 'test'] as const)
      split[part].push(...parts[part].flatMap((picture) => picture.items));
  }
  for (const part of [split.train, split.validation, split.test]) part.sort(byName);
  split.conflicts = conflictsIn(pictures);
  return split;
}

/** The smallest pictures (in files) go first, so that piles of duplicates end in the training part. */
function splitClass<T>(
  pictures: Picture<T>[],
  { validation, test }: SplitFractions,
): Record<keyof SplitFractions, Picture<T>[]> {
  const waiting = pictures.toSorted((a, b) => a.items.length - b.items.length || compare(a.rank, b.rank));
  const files = waiting.reduce((sum, { items }) => sum + items.length, 0);
  /** Takes pictures until there are `fraction` of the files, at least one, leaving some for those who come after. */
  const take = (fraction: number, leave: number) => {
    const taken: Picture<T>[] = [];
    const wanted = Math.max(1, Math.round(fraction * files));
    for (let count = 0; fraction > 0 && count < wanted && waiting.length > leave;) {
      const picture = waiting.shift()!;
      taken.push(picture);
      count += picture.items.length;
    }
    return taken;
  };
  return { test: take(test, validation > 0 ? 2 : 1), validation: take(validation, 1), train: waiting };
}

function picturesOf<T extends SplitItem>(items: readonly T[], seed: number): Picture<T>[] {
  const groups = groupBy(items, (item) => item.contentDigest);
  return [...groups].map(([digest, files]) => ({
    items: files.toSorted(byName),
    rank: createHash('sha256').update(`${seed}:${digest}`).digest('hex'),
  }));
}

function conflictsIn<T extends SplitItem>(pictures: Picture<T>[]): string[][] {
  return pictures
    .filter(({ items }) => new Set(items.map(classOf)).size > 1)
    .map(({ items }) => items.map((item) => item.name))
    .sort(([a], [b]) => compare(a!, b!));
}

/** Several labels make a class of their own here. */
const classOf = ({ labels }: SplitItem) => JSON.stringify(labels.toSorted());
const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));
const byName = (a: SplitItem, b: SplitItem) => compare(a.name, b.name);
