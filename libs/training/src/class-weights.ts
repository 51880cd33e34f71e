/**
 * What an image of each class weighs in the loss, so that every class weighs the same altogether:
 * total / (classes × count), scikit-learn's "balanced". A class without images weighs nothing.
 * @param counts images of each class
 */
export function balancedClassWeights(counts: readonly number[]): number[] {
  const present = counts.filter((count) => count > 0);
  const total = present.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => (count === 0 ? 0 : total / (present.length * count)));
}

/** Images of each class. @param classes class of each image */
export function classCounts(classes: ArrayLike<number>, classCount: number): number[] {
  const counts = new Array<number>(classCount).fill(0);
  for (let i = 0; i < classes.length; i++) counts[classes[i]!]!++;
  return counts;
}
