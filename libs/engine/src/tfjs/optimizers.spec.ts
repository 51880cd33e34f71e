import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { expect, it } from 'vitest';
import type { OptimizerName } from '../training.js';
import { UPDATE_RULES } from './optimizers.js';

const RATE = 0.01;
const STEPS = 20;

const oracles: Record<OptimizerName, tf.Optimizer> = {
  adam: tf.train.adam(RATE),
  sgd: tf.train.sgd(RATE),
  momentum: tf.train.momentum(RATE, 0.9),
  rmsprop: tf.train.rmsprop(RATE),
};

/** Gradients that change from step to step in size and sign. */
const gradientAt = (step: number) => tf.tensor1d([Math.sin(step), 1e-3 * step, -3, 0]);

it.each(Object.keys(oracles) as OptimizerName[])('%s takes the steps that TF.js takes', async (name) => {
  const start = [0.5, -1, 2, 0.1];
  const expected = tf.variable(tf.tensor1d(start), true, `expected-${name}`);
  const rule = UPDATE_RULES[name];
  let weight: tf.Tensor = tf.tensor1d(start);
  let slots: tf.Tensor[] = rule.slots.map(() => tf.zeros([start.length]));
  for (let step = 1; step <= STEPS; step++) {
    oracles[name].applyGradients({ [expected.name]: gradientAt(step) });
    [weight, ...slots] = rule.update(weight, gradientAt(step), slots, RATE, step);
  }
  const [got, wanted] = [await weight.data(), await expected.data()];
  got.forEach((value, index) => expect(value).toBeCloseTo(wanted[index]!, 5));
  expect(got[2]).not.toBeCloseTo(start[2]!, 2);
});
