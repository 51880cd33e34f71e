import { InvalidInput } from '#graft/problems';
import { classCounts } from '../class-weights.js';
import type { CompleteRecipe } from '../recipe.js';
import type { RunItem } from '../run-input.js';
import { splitItems, type Split } from '../split-items.js';

/** The images of each part; those of `test` are touched by `evaluate` alone. */
export type RunSplit = Split<RunItem>;

/** @throws InvalidInput where a part has no images, or a class none to learn from. */
export function split(items: RunItem[], labels: string[], recipe: CompleteRecipe): RunSplit {
  const parts = splitItems(items, recipe.split, recipe.seed);
  for (const part of ['train', 'validation', 'test'] as const) {
    if (parts[part].length === 0) {
      throw new InvalidInput(
        `No images are left for ${part}: there are too few different ones for a split of ${describe(recipe)}.`,
        { where: 'dataset', received: items.length, accepted: 'more images, or another split' },
      );
    }
  }
  const counts = classCounts(classesOf(parts.train, labels), labels.length);
  const without = labels.filter((_, index) => counts[index] === 0);
  if (without.length > 0) {
    throw new InvalidInput(`No images to learn from are left for ${without.join(', ')}: too few different ones.`, {
      where: 'dataset',
      received: without,
      accepted: 'three different images of each class',
    });
  }
  return parts;
}

/** Index of each image's label. */
export function classesOf(items: RunItem[], labels: string[]): Uint32Array {
  const indices = new Map(labels.map((label, index) => [label, index]));
  return Uint32Array.from(items, (item) => indices.get(item.labels[0]!)!);
}

function describe({ split: { train, validation, test } }: CompleteRecipe): string {
  return `${train} / ${validation} / ${test}`;
}
