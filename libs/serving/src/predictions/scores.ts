import { finalActivation, type Shape, type Topology } from '#graft/network';
import { InvalidInput } from '#graft/problems';

export interface Prediction {
  label: string;
  /** 0 to 1; the probabilities of exclusive classes add up to 1. */
  probability: number;
}

/** What the numbers that a network puts out are. */
export type OutputKind = 'probabilities' | 'logits';

const PROBABILITIES = ['softmax', 'sigmoid', 'hard_sigmoid'];

/**
 * Whether the outputs are probabilities, as those of a softmax or sigmoid are, or logits.
 * @throws InvalidInput if the output is not one row of classes.
 */
export function outputKind(topology: Topology, outputShape: Shape): OutputKind {
  if (outputShape.length !== 1 || outputShape[0] === null)
    throw new InvalidInput(
      'This model returns features and has no classes. Fine-tune it first, or load it in your own program.',
      {
        received: outputShape,
        accepted: 'a model with one row of classes as its output',
      },
    );
  return PROBABILITIES.includes(finalActivation(topology).activation) ? 'probabilities' : 'logits';
}

/**
 * One image's outputs as labelled probabilities, the best first. One sigmoid for two labels is the probability of the
 * second, as Keras trains it. Classes without labels are named by their index.
 */
export function predictionsOf(scores: Float32Array, kind: OutputKind, labels: readonly string[] | null): Prediction[] {
  const probabilities = kind === 'probabilities' ? Array.from(scores) : fromLogits(scores);
  const [only] = probabilities;
  const row = probabilities.length === 1 && labels?.length === 2 ? [1 - only!, only!] : probabilities;
  return row
    .map((probability, index) => ({ label: labels?.[index] ?? String(index), probability }))
    .sort((a, b) => b.probability - a.probability);
}

/** Sigmoid of a single logit, softmax of several. */
function fromLogits(logits: Float32Array): number[] {
  if (logits.length === 1) return [1 / (1 + Math.exp(-logits[0]!))];
  const most = logits.reduce((a, b) => Math.max(a, b));
  const powers = Array.from(logits, (logit) => Math.exp(logit - most));
  const sum = powers.reduce((a, b) => a + b);
  return powers.map((power) => power / sum);
}
