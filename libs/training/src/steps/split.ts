import { InvalidInput } from '#graft/problems';
import type { CompleteRecipe } from '../recipe.js';
import type { RunItem } from '../run-input.js';
import type { Split } from '../split-items.js';
import { labelCounts } from '../targets.js';
import type { RunTask } from '../tasks/index.js';

/** The images of each part; those of `test` are touched by `evaluate` alone. */
export type RunSplit = Split<RunItem>;

/** @throws InvalidInput where a part has no images, or a label none to learn from. */
export function split(task: RunTask, items: RunItem[], labels: string[], recipe: CompleteRecipe): RunSplit {
  const parts = task.split(items, recipe.split, recipe.seed);
  for (const part of ['train', 'validation', 'test'] as const) {
    if (parts[part].length === 0) {
      throw new InvalidInput(
        `No images are left for ${part}: there are too few different images for a split of ${describe(recipe)}. Add images, or change the split.`,
        { where: 'dataset', received: items.length, accepted: 'more images, or another split' },
      );
    }
  }
  const counts = labelCounts(task.targets(parts.train, labels), labels.length);
  const without = labels.filter((_, index) => counts[index] === 0);
  if (without.length > 0) {
    throw new InvalidInput(
      `No training images are left for ${without.join(', ')}: there are too few different images. Add images of these classes.`,
      {
        where: 'dataset',
        received: without,
        accepted: 'three different images of each class',
      },
    );
  }
  return parts;
}

function describe({ split: { train, validation, test } }: CompleteRecipe): string {
  return `${train} / ${validation} / ${test}`;
}
