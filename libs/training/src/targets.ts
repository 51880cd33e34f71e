/** One class of several that exclude each other. */
export interface ClassTarget {
  kind: 'class';
  /** Among the labels. */
  index: number;
}

/** Any number of labels, each there or not. */
export interface LabelsTarget {
  kind: 'labels';
  /** One per label: 1 where it is there, else 0. */
  values: Uint8Array;
  /** One per label: 0 where it is unknown whether it is there. Null if all are known. */
  known: Uint8Array | null;
}

/** What a network should answer for an example. */
export type Target = ClassTarget | LabelsTarget;

/** Below it, a probability counts as this much, as in Keras: no answer costs more than 16 nats. */
const SMALLEST = 1e-7;

/**
 * Writes a target as the numbers to learn, [outputs] from `offset` on, with `smoothing` of the certainty spread evenly over
 * what could be answered (Szegedy et al. 2016, section 7).
 */
export function writeTarget(
  target: Target,
  smoothing: number,
  into: Float32Array,
  offset: number,
  outputs: number,
): void {
  if (target.kind === 'class') {
    const share = smoothing / outputs;
    into.fill(share, offset, offset + outputs);
    into[offset + target.index] = share + (1 - smoothing);
  } else {
    target.values.forEach((value, index) => (into[offset + index] = smoothing / 2 + value * (1 - smoothing)));
  }
}

/** Whether any label of any of the targets is unknown. */
export const anyUnknown = (targets: readonly Target[]): boolean =>
  targets.some((target) => target.kind === 'labels' && target.known !== null);

/** Writes 1 for each label that is known and 0 for the others, [outputs] from `offset` on. */
export function writeKnown(target: Target, into: Float32Array, offset: number, outputs: number): void {
  if (target.kind === 'labels' && target.known) into.set(target.known, offset);
  else into.fill(1, offset, offset + outputs);
}

/**
 * Cross-entropy of an answer, in nats: of the one class, or the mean over the labels, where an unknown one adds nothing.
 * A NaN stays one.
 * @param probabilities [outputs] from `offset` on.
 */
export function crossEntropyOf(target: Target, probabilities: Float32Array, offset: number): number {
  const cost = (probability: number) => -Math.log(Math.max(probability, SMALLEST));
  if (target.kind === 'class') return cost(probabilities[offset + target.index]!);
  let sum = 0;
  target.values.forEach((value, index) => {
    const probability = probabilities[offset + index]!;
    if (target.known?.[index] !== 0) sum += cost(value ? probability : 1 - probability);
  });
  return sum / target.values.length;
}

/** How many targets have each label. */
export function labelCounts(targets: Iterable<Target>, outputs: number): number[] {
  const counts = new Array<number>(outputs).fill(0);
  for (const target of targets) {
    if (target.kind === 'class') counts[target.index]!++;
    else target.values.forEach((value, index) => (counts[index]! += value));
  }
  return counts;
}
