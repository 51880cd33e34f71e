import type { OptimizerName } from '#graft/engine';
import { InvalidInput } from '#graft/problems';
import type { CompleteRecipe, HeadRecipe, Recipe, SplitRecipe } from './recipe.js';

/** What the defaults hang on. */
export interface RecipeFacts {
  /** [height, width] that the base was made for. */
  inputSize: [number, number];
  /** The layer onto which its publisher would graft a head. */
  cut: string;
  /** Images of each class. */
  classCounts: number[];
}

/** The reason of each setting that was chosen, by its path in the recipe, e.g. `head.hidden`. */
export type Reasons = Record<string, string>;

/** Below it, a hidden layer learns the images by heart, and their variance is a guess; see docs/decisions/005-recipe-defaults.md. */
const MANY_IMAGES_PER_CLASS = 30;
/** A class this many times larger than another makes the classes uneven. */
const UNEVEN = 1.5;
/** Training steps per epoch that the batch size aims at, down to the smallest batch. */
const STEPS_PER_EPOCH = 6;
const BATCH_SIZES = { smallest: 8, largest: 32 };

/**
 * The recipe with every part that was left out chosen, so that a beginner's result is good.
 * @throws InvalidInput where the parts do not go together.
 */
export function completeRecipe(asked: Recipe, facts: RecipeFacts): { recipe: CompleteRecipe; reasons: Reasons } {
  const reasons: Reasons = {};
  const choose: Choose = (part, given, { value, why }) => {
    if (given !== undefined && given !== null) return given;
    reasons[part] = why;
    return value;
  };
  const head = chooseHead(choose, asked.head ?? {}, facts);
  const optimizer = choose<OptimizerName>('optimizer', asked.optimizer, {
    value: 'adam',
    why: 'Adam needs the least tuning of its learning rate.',
  });
  const split = choose('split', asked.split, {
    value: { train: 0.8, validation: 0.1, test: 0.1 },
    why: 'Most images are for training, a tenth for choosing the best epoch, and a tenth for the evaluation.',
  });
  assertWhole(split);
  const images = facts.classCounts.reduce((sum, count) => sum + count, 0);
  const recipe: CompleteRecipe = {
    head,
    freeze: choose('freeze', asked.freeze, {
      value: 'backbone',
      why: 'The backbone was trained on far more images. Training it on a few hundred would make it worse.',
    }),
    cut: choose('cut', asked.cut, {
      value: facts.cut,
      why: 'The layer that the base recommends for new heads. The layers above it belong to its own task.',
    }),
    optimizer,
    learningRate: choose('learningRate', asked.learningRate, learningRateFor(optimizer, head.hidden.length)),
    schedule: choose('schedule', asked.schedule, {
      value: 'cosine',
      why: 'A learning rate that decreases to zero lets the last epochs settle.',
    }),
    epochs: choose('epochs', asked.epochs, {
      value: 30,
      why: 'Enough for a head on cached features. Early stopping usually ends the training sooner.',
    }),
    batchSize: choose('batchSize', asked.batchSize, batchSizeFor(images * split.train)),
    patience: choose('patience', asked.patience, {
      value: 6,
      why: 'Training stops after six epochs without a lower validation loss. The best epoch is kept.',
    }),
    inputSize: choose('inputSize', asked.inputSize, {
      value: facts.inputSize,
      why: 'The input size that the base was made for.',
    }),
    split,
    seed: choose('seed', asked.seed, { value: 1, why: 'The same run with the same seed gives the same model.' }),
    classWeights: choose('classWeights', asked.classWeights, classWeightsFor(facts.classCounts)),
    labelSmoothing: choose('labelSmoothing', asked.labelSmoothing, {
      value: 0,
      why: 'It made the predictions worse on few images.',
    }),
  };
  return { recipe, reasons };
}

function chooseHead(choose: Choose, asked: HeadRecipe, { classCounts }: RecipeFacts): Required<HeadRecipe> {
  return {
    hidden: choose('head.hidden', asked.hidden, hiddenFor(classCounts)),
    activation: choose('head.activation', asked.activation, {
      value: 'relu',
      why: 'The usual activation. Others are rarely better in a single layer.',
    }),
    batchNorm: choose('head.batchNorm', asked.batchNorm, batchNormFor(classCounts)),
    dropout: choose('head.dropout', asked.dropout, {
      value: 0.5,
      why: 'Dropping half of the values before each fully connected layer reduces overfitting.',
    }),
    pooling: choose('head.pooling', asked.pooling, {
      value: 'avg',
      why: 'The average of the feature map has few values, needs few images and works for any input size.',
    }),
  };
}

/** A choice and why it is made. */
interface Choice<T> {
  value: T;
  why: string;
}

/** What was given, or else the choice, whose reason is noted under the part's path. */
type Choose = <T>(part: string, given: T | null | undefined, choice: Choice<T>) => T;

function hiddenFor(classCounts: number[]): Choice<number[]> {
  const fewest = Math.min(...classCounts);
  if (fewest < MANY_IMAGES_PER_CLASS) {
    return { value: [], why: `No hidden layer: ${fewest} images in the smallest class are too few.` };
  }
  return { value: [128], why: `One hidden layer: each class has at least ${fewest} images.` };
}

function batchNormFor(classCounts: number[]): Choice<boolean> {
  return Math.min(...classCounts) < MANY_IMAGES_PER_CLASS
    ? { value: false, why: 'With so few images, the variance of each feature is unknown.' }
    : {
        value: true,
        why: 'Features of the same scale let the head learn from all of them, also for images that differ from those of the base.',
      };
}

function batchSizeFor(trainImages: number): Choice<number> {
  const { smallest, largest } = BATCH_SIZES;
  const wanted = 2 ** Math.floor(Math.log2(trainImages / STEPS_PER_EPOCH));
  const value = Math.min(largest, Math.max(smallest, wanted));
  return value === largest
    ? { value, why: 'Large enough for stable steps, small enough for many of them.' }
    : { value, why: `Small, so that ${Math.round(trainImages)} images still give several steps per epoch.` };
}

/** Rates at which a head with a hidden layer learns; one that is a single layer takes larger steps. */
const LEARNING_RATES: Record<OptimizerName, number> = { adam: 0.001, rmsprop: 0.001, momentum: 0.01, sgd: 0.04 };
const SINGLE_LAYER_FACTOR = 3;

function learningRateFor(optimizer: OptimizerName, hiddenLayers: number): Choice<number> {
  const value = LEARNING_RATES[optimizer] * (hiddenLayers === 0 ? SINGLE_LAYER_FACTOR : 1);
  return { value, why: `A learning rate at which ${optimizer} trains such a head reliably.` };
}

function classWeightsFor(classCounts: number[]): Choice<'auto' | 'none'> {
  const [fewest, most] = [Math.min(...classCounts), Math.max(...classCounts)];
  return most >= UNEVEN * fewest
    ? { value: 'auto', why: `The classes are uneven, ${fewest} to ${most} images, so each class gets the same weight.` }
    : { value: 'none', why: 'The classes have about the same size.' };
}

function assertWhole({ train, validation, test }: SplitRecipe): void {
  const sum = train + validation + test;
  if (Math.abs(sum - 1) < 1e-6) return;
  throw new InvalidInput(`The parts of the split add up to ${Number(sum.toFixed(6))}. They must add up to 1.`, {
    where: 'recipe.split',
    received: { train, validation, test },
    accepted: 'three shares that add up to 1',
  });
}
