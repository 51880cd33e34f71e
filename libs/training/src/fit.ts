import type { Trainer, TrainerState } from '#graft/engine';
import type { Network, Weight } from '#graft/network';
import { TrainingFailed } from '#graft/problems';
import { batchesOf, epochOrder, type Examples, type Lesson } from './batches.js';
import { bestEpoch, shouldStop, type Epoch } from './early-stopping.js';
import { learningRateAt } from './learning-rate.js';
import type { CompleteRecipe } from './recipe.js';
import { crossEntropyOf } from './targets.js';
import type { EpochFigures, RunTask } from './tasks/index.js';
import type { Meter } from './tasks/task.js';

/** What an epoch came to. */
export type EpochRecord = Epoch & EpochFigures;

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
  /** Numbers that the network puts out for an example. */
  outputs: number;
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

/** What a fit asks of a task. */
type FitTask = Pick<RunTask, 'weights' | 'meter' | 'figures'>;

export type FitRecipe = Pick<
  CompleteRecipe,
  'epochs' | 'batchSize' | 'learningRate' | 'schedule' | 'patience' | 'seed' | 'labelSmoothing' | 'classWeights'
>;

/**
 * Trains until the epochs are over or the validation loss has stopped falling, and gives back the best epoch's weights.
 * The order of the images, the rates and dropout are functions of the seed and the step alone.
 * @throws TrainingFailed when the loss is no longer a number.
 */
export async function fit(
  trainer: Trainer,
  task: FitTask,
  { train, validation, outputs }: FitData,
  recipe: FitRecipe,
  hooks: FitHooks = {},
): Promise<Fitted> {
  const weightsOf = ({ targets }: Examples) => task.weights(targets, train.targets, outputs, recipe.classWeights);
  const lesson: Lesson = { outputs, smoothing: recipe.labelSmoothing, weights: weightsOf(train) };
  const examination: Lesson = { outputs, smoothing: 0, weights: weightsOf(validation) };
  const history = [...(hooks.from?.history ?? [])];
  let best = hooks.from?.best;
  if (hooks.from) await trainer.restore(hooks.from.trainer);

  while (history.length < recipe.epochs && !shouldStop(history, recipe.patience)) {
    const epoch = history.length;
    const learningRate = learningRateAt(recipe.schedule, recipe.learningRate, epoch, recipe.epochs);

    const order = epochOrder(train.count, recipe.seed, epoch);
    const learnt = { loss: 0, count: 0, meter: task.meter(outputs) };
    const batches = batchesOf(train, order, recipe.batchSize, lesson);
    for await (const step of trainer.train(batches, () => learningRate)) {
      if (!Number.isFinite(step.loss)) throw diverged(step.loss, epoch + 1, learningRate);
      learnt.loss += step.loss * step.count;
      for (let row = 0; row < step.count; row++)
        learnt.meter.add(train.targets[order[learnt.count++]!]!, step.outputs, row * outputs);
    }
    const measured = await measure(trainer, validation, recipe.batchSize, examination, task.meter(outputs));
    if (!Number.isFinite(measured.loss)) throw diverged(measured.loss, epoch + 1, learningRate);

    const record: EpochRecord = {
      epoch: epoch + 1,
      loss: learnt.loss / train.count,
      valLoss: measured.loss,
      learningRate,
      ...task.figures(learnt.meter, measured.meter),
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

/** Loss and figures in inference mode. */
async function measure<M extends Meter>(
  trainer: Trainer,
  examples: Examples,
  batchSize: number,
  lesson: Lesson,
  meter: M,
): Promise<{ loss: number; meter: M }> {
  const inOrder = Uint32Array.from({ length: examples.count }, (_, index) => index);
  let loss = 0;
  let example = 0;
  for (const { inputs, count } of batchesOf(examples, inOrder, batchSize, lesson)) {
    const probabilities = await trainer.predict(inputs, count);
    for (let row = 0; row < count; row++) {
      const target = examples.targets[example]!;
      loss += lesson.weights[example++]! * crossEntropyOf(target, probabilities, row * lesson.outputs);
      meter.add(target, probabilities, row * lesson.outputs);
    }
  }
  return { loss: loss / examples.count, meter };
}

function diverged(loss: number, epoch: number, learningRate: number): TrainingFailed {
  return new TrainingFailed(
    `The loss became ${loss} in epoch ${epoch}, at a learning rate of ${learningRate}: the steps were too large. ` +
      `Try a lower learning rate, such as ${Math.min(learningRate / 10, 0.001)}; if that does not help, try ` +
      `the optimizer adam or batch normalisation in the head.`,
    { where: 'recipe.learningRate', received: learningRate, epoch },
  );
}
