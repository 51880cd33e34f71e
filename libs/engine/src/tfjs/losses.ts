import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { LossName } from '../training.js';
import { tf } from './tf.js';

/** A loss and what goes with it, all from logits, where nothing overflows. Tensors are [count, classes]. */
export interface Loss {
  /** The loss of each example: [count]. */
  perExample: (labels: Tensor2D, logits: Tensor2D) => Tensor;
  /** How many examples are right: a scalar. */
  countRight: (labels: Tensor2D, logits: Tensor2D) => Tensor;
  /** Logits to probabilities. */
  activate: (logits: Tensor2D) => Tensor;
}

const EACH = tf.Reduction.NONE;

export const LOSSES: Record<LossName, Loss> = {
  'categorical-crossentropy': {
    perExample: (labels, logits) => tf.losses.softmaxCrossEntropy(labels, logits, undefined, 0, EACH),
    countRight: (labels, logits) => tf.sum(tf.equal(tf.argMax(logits, 1), tf.argMax(labels, 1))),
    activate: (logits) => tf.softmax(logits),
  },
  'binary-crossentropy': {
    perExample: (labels, logits) => tf.mean(tf.losses.sigmoidCrossEntropy(labels, logits, undefined, 0, EACH), 1),
    // An example is right when each of its classes is on its own side of one half.
    countRight: (labels, logits) => tf.sum(tf.all(tf.equal(tf.greater(logits, 0), tf.greater(labels, 0.5)), 1)),
    activate: (logits) => tf.sigmoid(logits),
  },
};
