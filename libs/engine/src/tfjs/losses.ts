import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { InvalidInput } from '#graft/problems';
import type { LossName } from '../training.js';
import { tf } from './tf.js';

/** A loss and what goes with it, all from logits, where nothing overflows. Tensors are [count, outputs]. */
export interface Loss {
  /** The loss of each example: [count]. @param known 0 where a target is unknown, else 1; null where all are known */
  perExample: (targets: Tensor2D, logits: Tensor2D, known: Tensor2D | null) => Tensor;
  /** Logits to probabilities. */
  activate: (logits: Tensor2D) => Tensor;
}

const EACH = tf.Reduction.NONE;

export const LOSSES: Record<LossName, Loss> = {
  'categorical-crossentropy': {
    perExample(targets, logits, known) {
      if (known) throw new InvalidInput('A class of several is known or not: its targets take no mask.');
      return tf.losses.softmaxCrossEntropy(targets, logits, undefined, 0, EACH);
    },
    activate: (logits) => tf.softmax(logits),
  },
  'binary-crossentropy': {
    perExample: (targets, logits, known) =>
      tf.mean(tf.losses.sigmoidCrossEntropy(targets, logits, known ?? undefined, 0, EACH), 1),
    activate: (logits) => tf.sigmoid(logits),
  },
};
