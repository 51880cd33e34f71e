import { expect, it } from 'vitest';
import { activationOf, pickTrainingEngine, type LossName, type OptimizerName, type Trainer } from '#graft/engine';
import type { Network } from '#graft/network';
import type { Examples } from './batches.js';
import {
  fit as fitTask,
  type EpochRecord,
  type FitData,
  type FitHooks,
  type FitProgress,
  type FitRecipe,
} from './fit.js';
import { buildHead } from './head.js';
import { seededRandom } from './random.js';
import type { ClassTarget, LabelsTarget, Target } from './targets.js';
import { imageClassification } from './tasks/image-classification/task.js';
import type { Meter } from './tasks/task.js';

const targetsOf = (classes: Uint32Array): ClassTarget[] => Array.from(classes, (index) => ({ kind: 'class', index }));
const classesOf = ({ targets }: Examples) => (targets as ClassTarget[]).map(({ index }) => index);

/** Three clouds of points in a space of 12 dimensions, near enough to each other to be confused now and then. */
function clouds(count: number, seed: number): Examples {
  const random = seededRandom(seed);
  const gaussian = () => Array.from({ length: 12 }, random).reduce((sum, value) => sum + value, -6);
  const classes = Uint32Array.from({ length: count }, (_, index) => index % 3);
  const points = Array.from(classes, (label) =>
    Float32Array.from({ length: 12 }, (_, axis) => gaussian() + (axis % 3 === label ? 1 : 0)),
  );
  const read: Examples['read'] = (example, target, offset) => target.set(points[example]!, offset);
  return { count, size: 12, targets: targetsOf(classes), read };
}

const data: FitData = { train: clouds(90, 1), validation: clouds(45, 2), outputs: 3 };
const recipe = {
  epochs: 12,
  batchSize: 16,
  learningRate: 0.01,
  schedule: 'cosine' as const,
  patience: 0,
  seed: 3,
  labelSmoothing: 0,
  classWeights: 'none' as const,
};
const head = { hidden: [16], activation: 'relu' as const, batchNorm: false, dropout: 0.3, pooling: 'avg' as const };

async function trainerOf(
  optimizer: OptimizerName = 'adam',
  loss: LossName = 'categorical-crossentropy',
): Promise<Trainer> {
  const network = buildHead({ head, seed: 3 }, [12], { units: 3, activation: activationOf(loss) });
  const options = { optimizer, loss, seed: 3 };
  const { engine } = await pickTrainingEngine(network, options);
  return engine.trainer(network, options);
}

const fit = (trainer: Trainer, data: FitData, recipe: FitRecipe, hooks?: FitHooks) =>
  fitTask(trainer, imageClassification, data, recipe, hooks);
const weightsOf = (network: Network) =>
  network.layers.flatMap((layer) => layer.weights.map((weight) => [...weight.bytes]));

it('learns', async () => {
  const { history } = await fit(await trainerOf(), data, recipe);
  expect(history).toHaveLength(12);
  expect(history.at(-1)!.loss).toBeLessThan(history[0]!.loss * 0.8);
  expect(history.at(-1)!.valAccuracy).toBeGreaterThan(0.7);
});

it('gives the same network again, and another with another seed', async () => {
  const first = await fit(await trainerOf(), data, recipe);
  const again = await fit(await trainerOf(), data, recipe);
  const other = await fit(await trainerOf(), data, { ...recipe, seed: 4 });
  expect(weightsOf(again.network)).toEqual(weightsOf(first.network));
  expect(weightsOf(other.network)).not.toEqual(weightsOf(first.network));
});

it('goes on from any epoch as if it had never stopped', async () => {
  const snapshots: FitProgress[] = [];
  const whole = await fit(await trainerOf(), data, recipe, {
    onEpoch: async (_, snapshot) => void snapshots.push(await snapshot()),
  });
  for (const from of [snapshots[0]!, snapshots[6]!, snapshots.at(-1)!]) {
    const resumed = await fit(await trainerOf(), data, recipe, { from });
    expect(resumed.history).toEqual(whole.history);
    expect(weightsOf(resumed.network)).toEqual(weightsOf(whole.network));
  }
});

it("stops early and gives back the best epoch's weights", async () => {
  const records: EpochRecord[] = [];
  const trainer = await trainerOf();
  const impatient = { ...recipe, learningRate: 0.05, schedule: 'constant' as const, epochs: 200, patience: 3 };
  const { history } = await fit(trainer, data, impatient, {
    onEpoch: (record) => Promise.resolve(void records.push(record)),
  });
  const losses = history.map((record) => record.valLoss);
  expect(records).toEqual(history);
  expect(history.length).toBeLessThan(200);
  expect(losses.indexOf(Math.min(...losses))).toBe(history.length - 4);
  expect(lossOn(data.validation, await predictions(trainer, data.validation))).toBeCloseTo(Math.min(...losses), 5);
});

it('weighs each class the same where asked to', async () => {
  const classes = classesOf(data.train).map((label, index) => (label === 2 || (label === 1 && index > 20) ? 0 : label));
  const uneven: FitData = { ...data, train: { ...data.train, targets: targetsOf(Uint32Array.from(classes)) } };
  const recallOfRare = async (classWeights: 'auto' | 'none') => {
    const trainer = await trainerOf();
    await fit(trainer, uneven, { ...recipe, classWeights });
    const answers = await predictions(trainer, data.validation);
    const asked = [...classesOf(data.validation).keys()].filter((index) => classesOf(data.validation)[index] === 1);
    return asked.filter((index) => answers[index * 3 + 1]! > answers[index * 3]!).length / asked.length;
  };
  expect(await recallOfRare('auto')).toBeGreaterThan(await recallOfRare('none'));
});

it('says what to do when the loss is no number any more', async () => {
  const trainer = await trainerOf('sgd');
  await expect(fit(trainer, data, { ...recipe, learningRate: 1e9 })).rejects.toMatchObject({
    type: 'training-failed',
    detail: expect.stringMatching(/learning rate of 1000000000.*lower learning rate, such as 0.001/) as string,
  });
});

it('learns several labels, from those that are known, for a task that has them', async () => {
  /** Label k is there where the point is of class k; that of class 2 is never known where it is not. */
  const labelsOf = (examples: Examples): LabelsTarget[] =>
    classesOf(examples).map((index) => ({
      kind: 'labels',
      values: Uint8Array.from([0, 1, 2], (label) => Number(label === index)),
      known: index === 2 ? null : Uint8Array.of(1, 1, 0),
    }));
  /** Counts labels that are on the right side of one half, where they are known. */
  const severalLabels = {
    weights: (targets: readonly Target[]) => targets.map(() => 1),
    meter: () => ({
      share: { right: 0, of: 0 },
      add({ values, known }: LabelsTarget, outputs: Float32Array, offset: number) {
        values.forEach((value, label) => {
          if (known?.[label] === 0) return;
          this.share.of++;
          if (outputs[offset + label]! > 0.5 === (value === 1)) this.share.right++;
        });
      },
    }),
    figures: (train: Meter, validation: Meter) => {
      const [accuracy, valAccuracy] = [train, validation].map((meter) => {
        const { share } = meter as Meter & { share: { right: number; of: number } };
        return share.right / share.of;
      }) as [number, number];
      return { accuracy, valAccuracy };
    },
  };
  const several: FitData = {
    train: { ...data.train, targets: labelsOf(data.train) },
    validation: { ...data.validation, targets: labelsOf(data.validation) },
    outputs: 3,
  };
  const trainer = await trainerOf('adam', 'binary-crossentropy');
  const { history } = await fitTask(trainer, severalLabels, several, { ...recipe, epochs: 20 });
  expect(history.at(-1)!.valLoss).toBeLessThan(history[0]!.valLoss * 0.8);
  expect(history.at(-1)!.valAccuracy).toBeGreaterThan(0.75);
  // It has seen label 2 only where it is there, so that it gives it to all.
  const answers = await predictions(trainer, several.validation);
  const given = classesOf(data.validation).filter((_, index) => answers[index * 3 + 2]! > 0.5).length;
  expect(given).toBe(45);
  await trainer.dispose();
});

function predictions(trainer: Trainer, examples: Examples): Promise<Float32Array> {
  const x = new Float32Array(examples.count * examples.size);
  for (let example = 0; example < examples.count; example++) examples.read(example, x, example * examples.size);
  return trainer.predict([x], examples.count);
}

function lossOn(examples: Examples, probabilities: Float32Array): number {
  const losses = classesOf(examples).map((label, index) => -Math.log(probabilities[index * 3 + label]!));
  return losses.reduce((sum, loss) => sum + loss, 0) / examples.count;
}
