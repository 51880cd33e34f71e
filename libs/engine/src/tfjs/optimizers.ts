import type { Tensor } from '@tensorflow/tfjs-core';
import type { OptimizerName } from '../training.js';
import { tf } from './tf.js';

const { add, div, mul, sqrt, square, sub } = tf;

/**
 * How an optimiser changes one weight. Written here because TF.js' own optimisers restore inexactly (Adam's beta powers
 * come back as `pow`, not as the running product), so that a resumed run would drift from one that never stopped.
 */
export interface UpdateRule {
  /** Names of the tensors it keeps beside each weight, all zeros at first. */
  slots: readonly string[];
  /** @param step from 1. @returns the new weight, then its new slots. */
  update(weight: Tensor, gradient: Tensor, slots: Tensor[], rate: number, step: number): [Tensor, ...Tensor[]];
}

const EPSILON = 1e-7;

const sgd: UpdateRule = {
  slots: [],
  update: (weight, gradient, _, rate) => [sub(weight, mul(gradient, rate))],
};

const MOMENTUM = 0.9;

const momentum: UpdateRule = {
  slots: ['velocity'],
  update(weight, gradient, [velocity], rate) {
    const moved = add(mul(velocity!, MOMENTUM), gradient);
    return [sub(weight, mul(moved, rate)), moved];
  },
};

const DECAY = 0.9;

/** Tieleman & Hinton 2012. */
const rmsprop: UpdateRule = {
  slots: ['mean-square'],
  update(weight, gradient, [meanSquare], rate) {
    const averaged = movingAverage(meanSquare!, square(gradient), DECAY);
    return [sub(weight, div(mul(gradient, rate), sqrt(add(averaged, EPSILON)))), averaged];
  },
};

const BETA1 = 0.9;
const BETA2 = 0.999;

/** Kingma & Ba 2015, its bias corrections drawn into two scalars a step (end of their section 2). */
const adam: UpdateRule = {
  slots: ['m', 'v'],
  update(weight, gradient, [m, v], rate, step) {
    const correction = Math.sqrt(1 - BETA2 ** step);
    const correctedRate = (rate * correction) / (1 - BETA1 ** step);
    const first = movingAverage(m!, gradient, BETA1);
    const second = movingAverage(v!, square(gradient), BETA2);
    const change = div(mul(first, correctedRate), add(sqrt(second), EPSILON * correction));
    return [sub(weight, change), first, second];
  },
};

function movingAverage(average: Tensor, value: Tensor, decay: number): Tensor {
  return add(mul(average, decay), mul(value, 1 - decay));
}

export const UPDATE_RULES: Record<OptimizerName, UpdateRule> = { adam, sgd, momentum, rmsprop };
