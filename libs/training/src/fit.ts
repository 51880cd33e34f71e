import type { Trainer, TrainerState } from '#graft/engine';
import type { Network, Weight } from '#graft/network';
import { TrainingFailed } from '#graft/problems';
import { batchesOf, epochOrder, smoothTargets, type Examples } from './batches.js';
import { balancedClassWeights, classCounts } from './class-weights.js';
import { bestEpoch, shouldStop, type EpochRecord } from './early-stopping.js';
import { argMax } from './evaluation.js';
import { learningRateAt } from './learning-rate.js';
import type { CompleteRecipe } from './recipe.js';

/** Where a fit stands between two epochs: all that it needs to go on as if it had never stopped. */
export interface FitProgress {
  history: EpochRecord[];
  trainer: TrainerState;
  /** Weights after the best epoch so far. */
  best: Weight[];
}

export interface FitData {
  train: Examples;
  validation: Examples;
  classCount: number;
}

export interface FitHooks {
  /** Where to go on from. */
  from?: FitProgress;
  /** Called after each epoch; `snapshot` is taken only where it is asked for. */
  onEpoch?(record: EpochRecord, snapshot: () => Promise<FitProgress>): Promise<void>;
}

export interface Fitted {
  /** With the best epoch's weights. */
  network: Network;
  history: EpochRecord[];
}

type FitRecipe = Pick<
  CompleteRecipe,
  'epochs' | 'batchSize' | 'learningRate' | 'schedule' | 'patience' | 'seed' | 'labelSmoothing' | 'classWeights'
>;

/**
 * Trains until the epochs are over or the validation loss has stopped falling, and gives back the best epoch's weights.
 * The order of the images, the rates and dropout are functions of the seed and the step alone.
 * @throws TrainingFailed when the loss is no longer a number.
 */
export async function fit(trainer: Trainer, data: FitData, recipe: FitRecipe, hooks: FitHooks = {}): Promise<Fitted> {
  const targets = smoothTargets(data.classCount, recipe.labelSmoothing);
  const classWeights = classWeightsOf(data, recipe);
  const history = [...(hooks.from?.history ?? [])];
  let best = hooks.from?.best;
  if (hooks.from) await trainer.restore(hooks.from.trainer);

  while (history.length < recipe.epochs && !shouldStop(history, recipe.patience)) {
    const epoch = history.length;
    const learningRate = learningRateAt(recipe.schedule, recipe.learningRate, epoch, recipe.epochs);
    trainer.setLearningRate(learningRate);

    const order = epochOrder(data.train.count, recipe.seed, epoch);
    const sums = { loss: 0, correct: 0, count: 0 };
    for await (const step of trainer.train(batchesOf(data.train, order, recipe.batchSize, targets, classWeights))) {
      if (!Number.isFinite(step.loss)) throw diverged(step.loss, epoch + 1, learningRate);
      sums.loss += step.loss * step.count;
      for (let row = 0; row < step.count; row++) {
        const label = data.train.classes[order[sums.count++]!]!;
        if (argMax(step.outputs, row * data.classCount, data.classCount) === label) sums.correct++;
      }
    }
    const validation = await measure(trainer, data.validation, data.classCount, recipe.batchSize, classWeights);
    if (!Number.isFinite(validation.loss)) throw diverged(validation.loss, epoch + 1, learningRate);

    const record: EpochRecord = {
      epoch: epoch + 1,
      loss: sums.loss / data.train.count,
      accuracy: sums.correct / data.train.count,
      valLoss: validation.loss,
      valAccuracy: validation.accuracy,
      learningRate,
    };
    history.push(record);
    if (bestEpoch(history) === record) best = (await trainer.state()).weights;
    const weights = best!;
    await hooks.onEpoch?.(record, async () => ({
      history: [...history],
      trainer: await trainer.state(),
      best: weights,
    }));
  }

  await trainer.restore({ ...(await trainer.state()), weights: best! });
  return { network: await trainer.network(), history };
}

/** Loss and accuracy in inference mode, without smoothing. */
async function measure(
  trainer: Trainer,
  examples: Examples,
  classCount: number,
  batchSize: number,
  classWeights: number[],
): Promise<{ loss: number; accuracy: number }> {
  const inOrder = Uint32Array.from({ length: examples.count }, (_, index) => index);
  const sums = { loss: 0, correct: 0 };
  let row = 0;
  for (const batch of batchesOf(examples, inOrder, batchSize, smoothTargets(classCount, 0), classWeights)) {
    const probabilities = await trainer.predict(batch.inputs, batch.count);
    for (let index = 0; index < batch.count; index++) {
      const label = examples.classes[row++]!;
      const probability = probabilities[index * classCount + label]!;
      // The floor is Keras'; a NaN stays one.
      sums.loss -= classWeights[label]! * Math.log(Math.max(probability, 1e-7));
      if (argMax(probabilities, index * classCount, classCount) === label) sums.correct++;
    }
  }
  return { loss: sums.loss / examples.count, accuracy: sums.correct / examples.count };
}

function classWeightsOf({ train, classCount }: FitData, { classWeights }: FitRecipe): number[] {
  return classWeights === 'auto'
    ? balancedClassWeights(classCounts(train.classes, classCount))
    : new Array<number>(classCount).fill(1);
}

function diverged(loss: number, epoch: number, learningRate: number): TrainingFailed {
  return new TrainingFailed(
    `The loss became ${loss} in epoch ${epoch}, at a learning rate of ${learningRate}: the steps were too large. ` +
      `Try a lower learning rate, such as ${Math.min(learningRate / 10, 0.001)}; if that does not help, try ` +
      `the optimizer adam or batch normalisation in the head.`,
    { where: 'recipe.learningRate', received: learningRate, epoch },
  );
}
