import type { Batch } from '#graft/engine';
import { seededRandom } from './random.js';

/** Examples whose features lie ready; one class each. */
export interface Examples {
  count: number;
  /** Values of one example's features. */
  size: number;
  /** Class of each example. */
  classes: Uint32Array;
  /** Writes an example's features into `target` from `offset` on. */
  read(example: number, target: Float32Array, offset: number): void;
}

/** Order of the examples in an epoch (Fisher-Yates): a pure function, so that a resumed run goes on in the same order. */
export function epochOrder(count: number, seed: number, epoch: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  const random = seededRandom(seed, epoch);
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}

/**
 * The examples in this order, batch by batch; the last may be smaller.
 * @param targets [classes, classes]: the row of a class is what the network should answer for it.
 * @param classWeights what an example of each class weighs in the loss.
 */
export function* batchesOf(
  examples: Examples,
  order: Uint32Array,
  batchSize: number,
  targets: Float32Array[],
  classWeights: number[],
): Generator<Batch> {
  const classCount = targets.length;
  for (let start = 0; start < order.length; start += batchSize) {
    const chosen = order.subarray(start, start + batchSize);
    const x = new Float32Array(chosen.length * examples.size);
    const y = new Float32Array(chosen.length * classCount);
    const weights = new Float32Array(chosen.length);
    chosen.forEach((example, row) => {
      const label = examples.classes[example]!;
      examples.read(example, x, row * examples.size);
      y.set(targets[label]!, row * classCount);
      weights[row] = classWeights[label]!;
    });
    yield { count: chosen.length, inputs: [x], targets: y, known: null, weights };
  }
}

/**
 * One row a class: 1 for itself and 0 elsewhere, with `smoothing` of it spread evenly over all classes
 * (Szegedy et al. 2016, section 7).
 */
export function smoothTargets(classCount: number, smoothing: number): Float32Array[] {
  const share = smoothing / classCount;
  return Array.from({ length: classCount }, (_, own) =>
    Float32Array.from({ length: classCount }, (_, other) => share + (own === other ? 1 - smoothing : 0)),
  );
}
