import * as tf from '@tensorflow/tfjs-core';
import { type Network, values } from '#graft/network';
import { InvalidInput } from '#graft/problems';
import { beforeAll, expect, it } from 'vitest';
import { TestNetwork, testBatch } from '../testing/networks.js';
import type { OptimizerName, TrainerOptions } from '../training.js';
import { tryBackends } from './backend.js';
import { TfjsTrainer } from './trainer.js';

const WIDTH = 12;
const CLASSES = 3;
const COUNT = 8;

const options: TrainerOptions = {
  optimizer: 'adam',
  learningRate: 0.01,
  loss: 'categorical-crossentropy',
  seed: 42,
};

const head = (activation = 'softmax') =>
  new TestNetwork([WIDTH])
    .add('Dropout', { rate: 0.4 })
    .dense(WIDTH, 6, 'relu')
    .add('BatchNormalization', { axis: -1, epsilon: 0.001, momentum: 0.99, center: true, scale: true }, normalised(6))
    .add('Dropout', { rate: 0.2 })
    .dense(6, CLASSES, activation)
    .network();

const normalised = (n: number) => ({ gamma: [n], beta: [n], moving_mean: [n], moving_variance: [n] });

const batch = testBatch(COUNT, WIDTH, CLASSES);

async function train(trainer: TfjsTrainer, steps: number): Promise<number[]> {
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    const { loss } = await trainer.trainBatch(batch.x, batch.y, null, COUNT);
    losses.push(loss);
  }
  return losses;
}

const weightOf = (network: Network, layer: string, index = 0) =>
  values(network.layers.find(({ name }) => name === layer)!.weights[index]!);

beforeAll(async () => {
  await tryBackends();
});

it('learns', async () => {
  const network = new TestNetwork([WIDTH]).dense(WIDTH, 16, 'relu').dense(16, CLASSES, 'softmax').network();
  const trainer = await TfjsTrainer.create(network, options);
  const losses = await train(trainer, 150);
  expect(losses.at(-1)).toBeLessThan(losses[0]! / 2);
  const probabilities = await trainer.predict(batch.x, COUNT);
  for (let row = 0; row < COUNT; row++) {
    const own = probabilities.subarray(row * CLASSES, (row + 1) * CLASSES);
    expect(own.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
    expect(own.indexOf(Math.max(...own))).toBe(row % CLASSES);
  }
  trainer.dispose();
});

it.each(['adam', 'sgd', 'momentum', 'rmsprop'] as OptimizerName[])(
  '%s goes on from a state as if it had never stopped, bit for bit',
  async (optimizer) => {
    const straight = await TfjsTrainer.create(head(), { ...options, optimizer });
    const straightLosses = await train(straight, 10);

    const first = await TfjsTrainer.create(head(), { ...options, optimizer });
    const losses = await train(first, 5);
    const saved = structuredClone(await first.state());
    const second = await TfjsTrainer.create(head(), { ...options, optimizer });
    await second.restore(saved);
    losses.push(...(await train(second, 5)));

    expect(losses).toEqual(straightLosses);
    expect(await second.state()).toEqual(await straight.state());
    for (const trainer of [straight, first, second]) trainer.dispose();
  },
);

it('drops other units at every step and with every seed', async () => {
  const still = { ...options, learningRate: 0 };
  const one = await TfjsTrainer.create(head(), still);
  const other = await TfjsTrainer.create(head(), { ...still, seed: 43 });
  const losses = await train(one, 2);
  expect(losses[0]).not.toBe(losses[1]);
  expect((await train(other, 1))[0]).not.toBe(losses[0]);
});

it('holds no tensor beyond those of its weights', async () => {
  const before = tf.memory().numTensors;
  const trainer = await TfjsTrainer.create(head(), options);
  await train(trainer, 2);
  const held = tf.memory().numTensors;
  await train(trainer, 200);
  await trainer.predict(batch.x, COUNT);
  await trainer.state();
  expect(tf.memory().numTensors).toBe(held);
  trainer.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

it('trains what is trainable and keeps the bytes of all else', async () => {
  const network = head();
  network.layers[2]!.trainable = false;
  const trainer = await TfjsTrainer.create(network, options);
  await train(trainer, 3);
  const trained = await trainer.network();
  const same = trained.layers.flatMap((layer, i) => layer.weights.map((w, j) => w === network.layers[i]!.weights[j]));
  // Dense kernel and bias; gamma, beta, moving mean and variance; kernel and bias.
  expect(same).toEqual([true, true, false, false, true, true, false, false]);
  expect(trained.layers.map(({ config }) => config)).toEqual(network.layers.map(({ config }) => config));
});

it('normalises by the stored averages, in training too', async () => {
  const network = new TestNetwork([4])
    .add('BatchNormalization', { axis: -1, epsilon: 0.001, momentum: 0.5, center: true, scale: true }, normalised(4))
    .dense(4, 2, 'softmax')
    .network();
  const { x, y } = testBatch(COUNT, 4, 2);
  const trainer = await TfjsTrainer.create(network, { ...options, learningRate: 0 });
  const { loss } = await trainer.trainBatch(x, y, null, COUNT);
  const probabilities = await trainer.predict(x, COUNT);
  const inference = y.reduce((sum, label, i) => sum - (label && Math.log(probabilities[i]!)), 0) / COUNT;
  expect(loss).toBeCloseTo(inference, 5);
});

it('weighs examples', async () => {
  const network = new TestNetwork([WIDTH]).dense(WIDTH, CLASSES, 'softmax').network();
  const lossWith = async (sampleWeights: Float32Array | null) => {
    const trainer = await TfjsTrainer.create(network, options);
    const { loss } = await trainer.trainBatch(batch.x, batch.y, sampleWeights, COUNT);
    return { loss, kernel: weightOf(await trainer.network(), 'dense_1') };
  };
  const plain = await lossWith(null);
  const ones = await lossWith(new Float32Array(COUNT).fill(1));
  const twos = await lossWith(new Float32Array(COUNT).fill(2));
  const first = await lossWith(Float32Array.from({ length: COUNT }, (_, index) => (index === 0 ? 1 : 0)));
  expect(ones).toEqual(plain);
  expect(twos.loss).toBeCloseTo(2 * plain.loss, 5);
  expect(first.loss).toBeLessThan(plain.loss);
  expect(first.kernel).not.toEqual(plain.kernel);
});

it('adds the penalty that a layer puts on its weights', async () => {
  const kernel_regularizer = { class_name: 'L1L2', config: { l1: 0, l2: 0.5 } };
  const plain = new TestNetwork([WIDTH]).dense(WIDTH, CLASSES, 'softmax').network();
  const penalised = new TestNetwork([WIDTH]).dense(WIDTH, CLASSES, 'softmax', { kernel_regularizer }).network();
  const step = async (network: Network) => {
    const trainer = await TfjsTrainer.create(network, { ...options, optimizer: 'sgd', learningRate: 0.1 });
    const { loss } = await trainer.trainBatch(batch.x, batch.y, null, COUNT);
    return { loss, kernel: weightOf(await trainer.network(), 'dense_1') };
  };
  const kernel = weightOf(plain, 'dense_1');
  const [without, withPenalty] = [await step(plain), await step(penalised)];
  expect(withPenalty.loss - without.loss).toBeCloseTo(0.5 * kernel.reduce((sum, w) => sum + w * w, 0), 4);
  // The derivative of l2 w² is 2 l2 w, here w.
  withPenalty.kernel.forEach((w, i) => expect(w).toBeCloseTo(without.kernel[i]! - 0.1 * kernel[i]!, 5));
});

it.each([
  ['categorical-crossentropy', 'softmax'],
  ['binary-crossentropy', 'sigmoid'],
] as const)('%s stays finite where probabilities round to 0', async (loss, activation) => {
  const network = new TestNetwork([2]).dense(2, 2, activation).network();
  const trainer = await TfjsTrainer.create(network, { ...options, loss });
  // One example with either label: one of them is as wrong as can be.
  const result = await trainer.trainBatch(Float32Array.of(1e5, 0, 1e5, 0), Float32Array.of(1, 0, 0, 1), null, 2);
  expect(result.loss).toBeGreaterThan(100);
  expect(result.loss).toBeLessThan(1e6);
  expect((await trainer.state()).weights.flatMap((weight) => [...values(weight)]).every(Number.isFinite)).toBe(true);
});

it('counts an example of several labels as right when all of them are', async () => {
  const network = new TestNetwork([2]).dense(2, 2, 'sigmoid').network();
  const trainer = await TfjsTrainer.create(network, { ...options, loss: 'binary-crossentropy', learningRate: 0 });
  const x = Float32Array.of(9, 9, -9, -9, 9, 9);
  const { correct } = await trainer.trainBatch(x, Float32Array.of(1, 1, 0, 0, 1, 0), null, 3);
  expect(correct).toBe(2);
  expect((await trainer.predict(x, 3))[0]).toBeGreaterThan(0.5);
});

it('changes the learning rate at run time', async () => {
  const trainer = await TfjsTrainer.create(head(), options);
  const before = await trainer.network();
  trainer.setLearningRate(0);
  await train(trainer, 1);
  expect(weightOf(await trainer.network(), 'dense_2')).toEqual(weightOf(before, 'dense_2'));
  trainer.setLearningRate(0.1);
  await train(trainer, 1);
  expect(weightOf(await trainer.network(), 'dense_2')).not.toEqual(weightOf(before, 'dense_2'));
});

it('refuses a network that does not end in the activation of the loss', async () => {
  await expect(TfjsTrainer.create(head('sigmoid'), options)).rejects.toThrow(InvalidInput);
  await expect(TfjsTrainer.create(head('sigmoid'), options)).rejects.toThrow('ends in a softmax');
});

it('refuses the state of another network', async () => {
  const trainer = await TfjsTrainer.create(head(), options);
  const other = await TfjsTrainer.create(new TestNetwork([WIDTH]).dense(WIDTH, 2, 'softmax').network(), options);
  await expect(trainer.restore(await other.state())).rejects.toThrow('does not fit: dense_2/kernel');
});
