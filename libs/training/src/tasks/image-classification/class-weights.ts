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
