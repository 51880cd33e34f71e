import type { Batch } from '#graft/engine';
import { seededRandom } from './random.js';
import { anyUnknown, writeKnown, writeTarget, type Target } from './targets.js';

/** Examples whose features lie ready. */
export interface Examples {
  count: number;
  /** Values of one example's features. */
  size: number;
  /** One per example. */
  targets: readonly Target[];
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

/** How examples are taught. */
export interface Lesson {
  /** What each example weighs in the loss. */
  weights: readonly number[];
  /** Numbers of a target. */
  outputs: number;
  /** Share of the certainty that is spread over what could be answered. */
  smoothing: number;
}

/** The examples in this order, batch by batch; the last may be smaller. */
export function* batchesOf(
  examples: Examples,
  order: Uint32Array,
  batchSize: number,
  lesson: Lesson,
): Generator<Batch> {
  const { outputs, smoothing } = lesson;
  const masked = anyUnknown(examples.targets);
  for (let start = 0; start < order.length; start += batchSize) {
    const chosen = order.subarray(start, start + batchSize);
    const features = new Float32Array(chosen.length * examples.size);
    const targets = new Float32Array(chosen.length * outputs);
    const known = masked ? new Float32Array(chosen.length * outputs) : null;
    const weights = new Float32Array(chosen.length);
    chosen.forEach((example, row) => {
      const target = examples.targets[example]!;
      examples.read(example, features, row * examples.size);
      writeTarget(target, smoothing, targets, row * outputs, outputs);
      if (known) writeKnown(target, known, row * outputs, outputs);
      weights[row] = lesson.weights[example]!;
    });
    yield { count: chosen.length, inputs: [features], targets, known, weights };
  }
}
