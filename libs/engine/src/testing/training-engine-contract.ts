import { type Network, type Weight, values } from '#graft/network';
import { InvalidInput } from '#graft/problems';
import { describe, expect, it } from 'vitest';
import { tfjsCpu } from '../tfjs/engine.js';
import type { Batch, OptimizerName, Trainer, TrainerOptions, TrainingEngine } from '../training.js';
import { testBatch, TestNetwork, twoInputs } from './networks.js';

const WIDTH = 12;
const CLASSES = 3;
const COUNT = 8;
const RATE = 0.01;

const OPTIONS: TrainerOptions = {
  optimizer: 'adam',
  loss: 'categorical-crossentropy',
  seed: 42,
};
const OPTIMIZERS: OptimizerName[] = ['adam', 'sgd', 'momentum', 'rmsprop'];

const normalised = (n: number) => ({ gamma: [n], beta: [n], moving_mean: [n], moving_variance: [n] });
const batchNorm = { axis: -1, epsilon: 0.001, momentum: 0.5, center: true, scale: true };
const channelsLast = { data_format: 'channels_last' };
const same = { ...channelsLast, padding: 'same', dilation_rate: [1, 1], use_bias: false, activation: 'linear' };

/** A head of two layers. */
const head = (activation = 'softmax') =>
  new TestNetwork([WIDTH])
    .add('Dropout', { rate: 0.4 })
    .dense(WIDTH, 6, 'relu')
    .add('BatchNormalization', batchNorm, normalised(6))
    .add('Dropout', { rate: 0.2 })
    .dense(6, CLASSES, activation)
    .network();

/** One layer, without anything random. */
const plain = (activation = 'softmax', config = {}) =>
  new TestNetwork([WIDTH]).dense(WIDTH, CLASSES, activation, config).network();

/** From a feature map on, without convolutions. */
const pooled = () =>
  new TestNetwork([4, 4, 3])
    .add('BatchNormalization', batchNorm, normalised(3))
    .add('ReLU', { max_value: 6, negative_slope: 0, threshold: 0 })
    .add('GlobalAveragePooling2D', { ...channelsLast, keepdims: false })
    .dense(3, CLASSES, 'softmax')
    .network();

/** The end of a MobileNet: expansion, depthwise convolution, projection, pooling, head. */
const deep = () =>
  new TestNetwork([4, 4, 3])
    .add('Conv2D', { ...same, filters: 6, kernel_size: [1, 1], strides: [1, 1], groups: 1 }, { kernel: [1, 1, 3, 6] })
    .add('BatchNormalization', batchNorm, normalised(6))
    .add('ReLU', { max_value: 6, negative_slope: 0, threshold: 0 })
    .add(
      'DepthwiseConv2D',
      { ...same, depth_multiplier: 1, kernel_size: [3, 3], strides: [1, 1] },
      { depthwise_kernel: [3, 3, 6, 1] },
    )
    .add('BatchNormalization', batchNorm, normalised(6))
    .add('Conv2D', { ...same, filters: 4, kernel_size: [1, 1], strides: [1, 1], groups: 1 }, { kernel: [1, 1, 6, 4] })
    .add('GlobalAveragePooling2D', { ...channelsLast, keepdims: false })
    .dense(4, CLASSES, 'softmax')
    .network();

/** Networks to be trained below the head: each engine trains them or says why not. */
const SUFFIXES: [name: string, network: () => Network, inputs: number[]][] = [
  ['a head', head, [WIDTH]],
  ['a suffix that begins at a feature map', pooled, [4 * 4 * 3]],
  ['a suffix with convolutions', deep, [4 * 4 * 3]],
  ['a suffix of two inputs', () => twoInputs(5, 4, CLASSES), [5, 4]],
];

function batchFor(sizes: number[], count = COUNT): Batch {
  const inputs = sizes.map((size) => testBatch(count, size, CLASSES).x);
  return { count, inputs, targets: testBatch(count, 1, CLASSES).y, known: null, weights: null };
}

const batch = batchFor([WIDTH]);

/** The losses of so many steps on one batch. */
async function train(trainer: Trainer, steps: number, { on = batch, rate = RATE } = {}): Promise<number[]> {
  const losses: number[] = [];
  const batches = Array.from({ length: steps }, () => on);
  for await (const { count, loss } of trainer.train(batches, () => rate)) {
    losses.push(...Array.from({ length: count / on.count }, () => loss));
  }
  return losses;
}

const weightsOf = ({ layers }: Network): Weight[] => layers.flatMap(({ weights }) => weights);
const named = (network: Network, name: string) => values(weightsOf(network).find((weight) => weight.name === name)!);
const layoutOf = (network: Network) =>
  network.layers.map(({ name, weights }) => [name, weights.map((weight) => [weight.name, weight.shape])]);

/**
 * What every training engine must do. To have an engine pass it, list the engine in `TRAINING_ENGINES`.
 * The oracle of numbers is TF.js in plain JavaScript.
 */
export function trainingEngineContract(engine: TrainingEngine): void {
  const trainerOf = (network: Network, options: Partial<TrainerOptions> = {}) =>
    engine.trainer(network, { ...OPTIONS, ...options });
  const refusalOf = (network: Network) => engine.refuses(network, OPTIONS);

  describe(`${engine.name}: what it trains`, () => {
    it('a head is never refused', async () => {
      expect(await refusalOf(head())).toBeNull();
    });

    it.each(SUFFIXES)('%s: the loss falls, or it is refused with a reason', async (_, network, sizes) => {
      const refusal = await refusalOf(network());
      if (refusal !== null) return expect(refusal).toMatch(/^\S.{10,}/);
      const trainer = await trainerOf(network());
      const losses = await train(trainer, 60, { on: batchFor(sizes), rate: 0.05 });
      expect(Math.min(...losses.slice(-5))).toBeLessThan(losses[0]! * 0.9);
      await trainer.dispose();
    });

    it.each(SUFFIXES)('%s: each optimiser takes the steps of the oracle', async (_, network, sizes) => {
      if ((await refusalOf(network())) !== null) return;
      for (const optimizer of OPTIMIZERS) {
        const [mine, oracle] = await Promise.all(
          [engine, tfjsCpu].map(async (each) => {
            // Dropout is each engine's own.
            const still = withoutDropout(network());
            const trainer = await each.trainer(still, { ...OPTIONS, optimizer });
            const losses = await train(trainer, 5, { on: batchFor(sizes) });
            const trained = await trainer.network();
            await trainer.dispose();
            return { losses, trained };
          }),
        );
        mine!.losses.forEach((loss, step) => expect(loss).toBeCloseTo(oracle!.losses[step]!, 4));
        const expected = weightsOf(oracle!.trained);
        weightsOf(mine!.trained).forEach((weight, i) => expectClose(values(weight), values(expected[i]!)));
      }
    });

    it('a network that does not end in the activation of its loss is no network to train', async () => {
      await expect(refusalOf(head('sigmoid'))).rejects.toThrow(InvalidInput);
      await expect(trainerOf(head('sigmoid'))).rejects.toThrow('ends in a softmax');
    });

    it('gives the weights back in the layout of the network, and all else as it was', async () => {
      const network = head();
      const trainer = await trainerOf(network);
      await train(trainer, 2);
      const trained = await trainer.network();
      expect(layoutOf(trained)).toEqual(layoutOf(network));
      expect(trained.layers.map(({ config }) => config)).toEqual(network.layers.map(({ config }) => config));
      await trainer.dispose();
    });

    it('keeps the bytes of frozen layers and of the averages of batch normalisation', async () => {
      const network = head();
      network.layers[2]!.trainable = false;
      const trainer = await trainerOf(network);
      await train(trainer, 3);
      const [before, after] = [weightsOf(network), weightsOf(await trainer.network())];
      // Dense kernel and bias; gamma, beta, moving mean and variance; kernel and bias.
      expect(after.map((weight, i) => weight === before[i])).toEqual([
        true,
        true,
        false,
        false,
        true,
        true,
        false,
        false,
      ]);
      await trainer.dispose();
    });
  });

  describe(`${engine.name}: the step`, () => {
    it('gives the same numbers for the same seed, and drops other units at every step and for another seed', async () => {
      const runs = [];
      for (const seed of [42, 42, 43]) {
        const trainer = await trainerOf(head(), { seed });
        runs.push(await train(trainer, 3, { rate: 0 }));
        await trainer.dispose();
      }
      expect(runs[1]).toEqual(runs[0]);
      expect(new Set([...runs[0]!, ...runs[2]!]).size).toBe(6);
    });

    it('normalises by the stored averages, and answers in training as in inference where nothing is random', async () => {
      const network = new TestNetwork([4]).add('BatchNormalization', batchNorm, normalised(4)).dense(4, 2, 'softmax');
      const { x, y } = testBatch(COUNT, 4, 2);
      const trainer = await trainerOf(network.network());
      const predicted = await trainer.predict([x], COUNT);
      const steps = trainer.train([{ count: COUNT, inputs: [x], targets: y, known: null, weights: null }], () => 0);
      for await (const { loss, outputs, count } of steps) {
        const expected = y.reduce((sum, label, i) => sum - (label && Math.log(predicted[i]!)), 0) / COUNT;
        expect(count).toBe(COUNT);
        expect(loss).toBeCloseTo(expected, 5);
        expectClose(outputs, predicted);
      }
      await trainer.dispose();
    });

    it('takes batches of any size in their order', async () => {
      const sizes = [8, 8, 8, 3];
      const trainer = await trainerOf(plain());
      const batches = sizes.map((count) => batchFor([WIDTH], count));
      const steps = [];
      for await (const step of trainer.train(batches, () => 0)) steps.push(step);
      expect(steps.reduce((sum, { count }) => sum + count, 0)).toBe(27);
      const outputs = steps.flatMap((step) => [...step.outputs]);
      const predicted = [];
      for (const { inputs, count } of batches) predicted.push(...(await trainer.predict(inputs, count)));
      expectClose(Float32Array.from(outputs), Float32Array.from(predicted));
      await trainer.dispose();
    });

    it('weighs examples', async () => {
      const stepWith = async (weights: Float32Array | null) => {
        const trainer = await trainerOf(plain(), { optimizer: 'sgd' });
        const [loss] = await train(trainer, 1, { on: { ...batch, weights } });
        const kernel = named(await trainer.network(), 'dense_1/kernel');
        await trainer.dispose();
        return { loss: loss!, kernel };
      };
      const unweighted = await stepWith(null);
      const ones = await stepWith(new Float32Array(COUNT).fill(1));
      const twos = await stepWith(new Float32Array(COUNT).fill(2));
      const first = await stepWith(Float32Array.from({ length: COUNT }, (_, index) => (index === 0 ? 1 : 0)));
      expect(ones).toEqual(unweighted);
      expect(twos.loss).toBeCloseTo(2 * unweighted.loss, 5);
      expect(first.loss).toBeLessThan(unweighted.loss);
      expect(first.kernel).not.toEqual(unweighted.kernel);
    });

    it('learns nothing from targets that are unknown', async () => {
      const outputsOf = CLASSES * COUNT;
      /** The last label of each example is unknown. */
      const known = Float32Array.from({ length: outputsOf }, (_, index) => (index % CLASSES === CLASSES - 1 ? 0 : 1));
      const stepWith = async (mask: Float32Array | null, targets: Float32Array) => {
        const trainer = await trainerOf(plain('sigmoid'), { loss: 'binary-crossentropy', optimizer: 'sgd' });
        const [loss] = await train(trainer, 1, { on: { ...batch, targets, known: mask } });
        const bias = named(await trainer.network(), 'dense_1/bias');
        await trainer.dispose();
        return { loss: loss!, bias };
      };
      const before = named(plain('sigmoid'), 'dense_1/bias');
      const masked = await stepWith(known, batch.targets);
      const otherwise = await stepWith(
        known,
        batch.targets.map((value, index) => (known[index] ? value : 1 - value)),
      );
      expect(otherwise).toEqual(masked);
      expect(masked.bias[CLASSES - 1]).toBe(before[CLASSES - 1]);
      expect(masked.bias[0]).not.toBe(before[0]);
      expect(await stepWith(new Float32Array(outputsOf).fill(1), batch.targets)).toEqual(
        await stepWith(null, batch.targets),
      );
      expect(masked.loss).toBeLessThan((await stepWith(null, batch.targets)).loss);
    });

    it('adds the penalty that a layer puts on its weights', async () => {
      const kernel_regularizer = { class_name: 'L1L2', config: { l1: 0, l2: 0.5 } };
      const step = async (network: Network) => {
        if ((await refusalOf(network)) !== null) return null;
        const trainer = await trainerOf(network, { optimizer: 'sgd' });
        const [loss] = await train(trainer, 1, { rate: 0.1 });
        const kernel = named(await trainer.network(), 'dense_1/kernel');
        await trainer.dispose();
        return { loss: loss!, kernel };
      };
      const penalised = await step(plain('softmax', { kernel_regularizer }));
      if (penalised === null) return; // it said why
      const without = (await step(plain()))!;
      const kernel = named(plain(), 'dense_1/kernel');
      expect(penalised.loss - without.loss).toBeCloseTo(0.5 * kernel.reduce((sum, w) => sum + w * w, 0), 4);
      // The derivative of l2 w² is 2 l2 w, here w.
      penalised.kernel.forEach((w, i) => expect(w).toBeCloseTo(without.kernel[i]! - 0.1 * kernel[i]!, 5));
    });

    it.each([
      ['categorical-crossentropy', 'softmax'],
      ['binary-crossentropy', 'sigmoid'],
    ] as const)('%s stays finite where probabilities round to 0', async (loss, activation) => {
      const trainer = await trainerOf(new TestNetwork([2]).dense(2, 2, activation).network(), { loss });
      // One example with either label: one of them is as wrong as can be.
      const inputs = [Float32Array.of(1e5, 0, 1e5, 0)];
      const targets = Float32Array.of(1, 0, 0, 1);
      const [result] = await train(trainer, 1, { on: { count: 2, inputs, targets, known: null, weights: null } });
      expect(result).toBeGreaterThan(100);
      expect(result).toBeLessThan(1e6);
      expect((await trainer.state()).weights.flatMap((weight) => [...values(weight)]).every(Number.isFinite)).toBe(
        true,
      );
      await trainer.dispose();
    });

    it('takes each step at its own learning rate', async () => {
      const kernelAfter = async (rates: number[]) => {
        const trainer = await trainerOf(plain(), { optimizer: 'sgd' });
        for await (const _ of trainer.train([batch, batch], (index) => rates[index]!));
        const kernel = named(await trainer.network(), 'dense_1/kernel');
        await trainer.dispose();
        return kernel;
      };
      const before = named(plain(), 'dense_1/kernel');
      const first = await kernelAfter([0.1, 0]);
      expect(await kernelAfter([0, 0])).toEqual(before);
      expect(first).not.toEqual(before);
      expect(await kernelAfter([0, 0.1])).toEqual(first);
      expect(await kernelAfter([0.1, 0.1])).not.toEqual(first);
    });
  });

  describe(`${engine.name}: the state`, () => {
    it('can be read before the first step, and between steps', async () => {
      const network = head();
      const trainer = await trainerOf(network);
      const first = await trainer.state();
      expect(first.step).toBe(0);
      for (const weight of first.weights) expect(values(weight)).toEqual(named(network, weight.name));
      let read = 0;
      for await (const _ of trainer.train([batch, batch], () => RATE)) {
        expect((await trainer.state()).step).toBeGreaterThan(0);
        await trainer.network();
        read++;
      }
      expect(read).toBeGreaterThan(0);
      const after = await trainer.state();
      expect(after.step).toBe(2);
      for (const weight of first.weights) expect(values(weight)).toEqual(named(network, weight.name));
      await trainer.dispose();
    });

    it.each(OPTIMIZERS)('%s goes on from a state as if it had never stopped, bit for bit', async (optimizer) => {
      const straight = await trainerOf(head(), { optimizer });
      const straightLosses = await train(straight, 10);

      const first = await trainerOf(head(), { optimizer });
      const losses = await train(first, 5);
      const saved = structuredClone(await first.state());
      const second = await trainerOf(head(), { optimizer });
      await second.restore(saved);
      losses.push(...(await train(second, 5)));

      expect(losses).toEqual(straightLosses);
      expect(await second.state()).toEqual(await straight.state());
      for (const trainer of [straight, first, second]) await trainer.dispose();
    });

    it('of another network is refused', async () => {
      const trainer = await trainerOf(head());
      const other = await trainerOf(new TestNetwork([WIDTH]).dense(WIDTH, 2, 'softmax').network());
      await expect(trainer.restore(await other.state())).rejects.toThrow('does not fit: dense_2/kernel');
      for (const each of [trainer, other]) await each.dispose();
    });

    it('is freed once, however often that is asked for', async () => {
      const trainer = await trainerOf(head());
      await train(trainer, 1);
      await trainer.dispose();
      await expect(trainer.dispose()).resolves.toBeUndefined();
    });
  });
}

function withoutDropout(network: Network): Network {
  const layers = network.layers.map((layer) =>
    layer.className === 'Dropout' ? { ...layer, config: { ...layer.config, rate: 0 } } : layer,
  );
  return { ...network, layers };
}

/** Within 1e-4, of the value where it is larger than 1. */
function expectClose(received: Float32Array, expected: Float32Array): void {
  expect(received).toHaveLength(expected.length);
  const furthest = Math.max(
    ...received.map((value, i) => Math.abs(value - expected[i]!) / Math.max(1, Math.abs(expected[i]!))),
  );
  expect(furthest).toBeLessThan(1e-4);
}
