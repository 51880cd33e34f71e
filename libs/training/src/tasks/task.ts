import type { LossName } from '#graft/engine';
import type { TaskCard } from '#graft/cards';
import type { Split, SplitFractions, SplitItem } from '../split-items.js';
import type { Target } from '../targets.js';

/**
 * What a run learns, from the labels of an image to the figures of an evaluation. Each task has a folder here and a line in
 * `index.ts`. A run, a version and an evaluation name their task. No other code tells tasks apart.
 */
export interface Task<
  E extends TaskEvaluation = TaskEvaluation,
  F extends object = object,
  T extends Target = Target,
  M extends Meter = Meter,
> {
  /** Hugging Face's pipeline tag. */
  readonly name: E['task'];
  /** What training minimises. The head ends in the activation that goes with it. */
  readonly loss: LossName;
  /**
   * Different images of each label, by which the recipe's defaults are chosen.
   * @throws InvalidInput where the images cannot be learnt from
   */
  count(items: readonly SplitItem[], labels: readonly string[]): number[];
  split<I extends SplitItem>(items: readonly I[], fractions: SplitFractions, seed: number): Split<I>;
  /** One per item. @param labels in the order of the outputs */
  targets(items: readonly Pick<SplitItem, 'labels'>[], labels: readonly string[]): T[];
  /** What each example weighs in the loss. @param trained targets of the images to learn from */
  weights(targets: readonly T[], trained: readonly T[], outputs: number, classWeights: 'auto' | 'none'): number[];
  /** Measures answers as they come. @param outputs of the network */
  meter(outputs: number): M;
  /** What an epoch is shown with, besides its losses. */
  figures(train: M, validation: M): F;
  evaluate(examined: Examined<T>): E;
  /** The figures that a version is listed with. */
  metrics(evaluation: E): Record<string, number>;
  /** @param showNames whether the card may name images */
  card(evaluation: E, labels: readonly string[], showNames: boolean): TaskCard;
}

/** What is known of every evaluation. */
export interface TaskEvaluation {
  task: string;
  /** How many images were examined. */
  images: number;
  /** The wrong answers that were given with the most certainty. */
  mostWrong: {
    /** The item's position in its data set version. */
    position: number;
    name: string;
  }[];
  /** What to keep in mind when reading the figures. */
  note: string | null;
}

export interface Meter {
  /** @param outputs of the network, those of this example from `offset` on. */
  add(target: Target, outputs: Float32Array, offset: number): void;
}

/** Test images, what they are and what the network answered. */
export interface Examined<T extends Target = Target> {
  images: readonly { position: number; name: string }[];
  /** One per image. */
  targets: readonly T[];
  /** [images, labels], packed. */
  probabilities: Float32Array;
  labels: readonly string[];
  /** Targets of the images that it has learnt from. */
  trained: readonly T[];
}
