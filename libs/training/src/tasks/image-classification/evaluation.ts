import { crossEntropyOf } from '../../targets.js';
import type { TaskEvaluation } from '../task.js';

/** How good a network is on images it never saw. */
export interface ClassificationEvaluation extends TaskEvaluation {
  task: 'image-classification';
  accuracy: number;
  /** Where the true accuracy lies with 95 % confidence. */
  accuracyRange: { low: number; high: number };
  /** Mean of the classes' F1. */
  macroF1: number;
  /** Mean cross-entropy per image. */
  loss: number;
  /** What answering the largest class of the training images every time would have reached. */
  baseline: { label: string; accuracy: number };
  classes: ClassScore[];
  /** [true class][answered class], in the order of `classes`. */
  confusion: number[][];
  mostWrong: WrongAnswer[];
}

export interface ClassScore {
  label: string;
  /** Share of the answers of this class that were right; 0 where it was never answered. */
  precision: number;
  /** Share of this class's images that were found; 0 where there are none. */
  recall: number;
  f1: number;
  /** Images of this class. */
  support: number;
}

export interface WrongAnswer {
  /** The item's position in its data set version. */
  position: number;
  name: string;
  true: string;
  predicted: string;
  /** Probability given to the wrong answer. */
  probability: number;
}

export interface TestImage {
  position: number;
  name: string;
  /** Index of its true class. */
  class: number;
}

const MOST_WRONG = 20;
/** Below it, the 95 % interval of an accuracy of 0.9 is wider than ± 0.04. */
const FEW_IMAGES = 200;

/**
 * @param probabilities [images, labels], packed, in the order of the images.
 * @param majority index of the largest class of the training images.
 */
export function evaluate(
  images: readonly TestImage[],
  probabilities: Float32Array,
  labels: readonly string[],
  majority: number,
): ClassificationEvaluation {
  const truth = images.map((image) => image.class);
  const answers = images.map((_, row) => argMax(probabilities, row * labels.length, labels.length));
  const confusion = confusionMatrix(truth, answers, labels.length);
  const right = truth.filter((label, index) => label === answers[index]).length;
  const accuracyRange = wilsonInterval(right, images.length);
  return {
    task: 'image-classification',
    images: images.length,
    accuracy: right / images.length,
    accuracyRange,
    macroF1: macroF1(confusion),
    loss: meanCrossEntropy(truth, probabilities, labels.length),
    baseline: {
      label: labels[majority]!,
      accuracy: truth.filter((label) => label === majority).length / images.length,
    },
    classes: labels.map((label, index) => ({ label, ...scoreOf(confusion, index) })),
    confusion,
    mostWrong: mostWrong(images, answers, probabilities, labels),
    note: images.length < FEW_IMAGES ? smallSampleNote(images.length, accuracyRange) : null,
  };
}

/** Index, from 0, of the largest of `count` values from `start` on; the first of equals. */
export function argMax(values: Float32Array, start: number, count: number): number {
  let best = 0;
  for (let index = 1; index < count; index++) if (values[start + index]! > values[start + best]!) best = index;
  return best;
}

/** [true class][answered class] → images. */
export function confusionMatrix(truth: ArrayLike<number>, answers: ArrayLike<number>, classCount: number): number[][] {
  const matrix = Array.from({ length: classCount }, () => new Array<number>(classCount).fill(0));
  for (let index = 0; index < truth.length; index++) matrix[truth[index]!]![answers[index]!]!++;
  return matrix;
}

/** Precision, recall and F1 of one class against the rest; a share of nothing counts as 0. */
export function scoreOf(confusion: number[][], index: number): Omit<ClassScore, 'label'> {
  const hits = confusion[index]![index]!;
  const support = sum(confusion[index]!);
  const answered = sum(confusion.map((row) => row[index]!));
  return {
    precision: share(hits, answered),
    recall: share(hits, support),
    f1: share(2 * hits, support + answered),
    support,
  };
}

/** Mean F1 over the classes that occur, among the images or among the answers (as scikit-learn has it). */
export function macroF1(confusion: number[][]): number {
  const occurring = confusion
    .map((row, index) => ({ occurs: sum(row) + sum(confusion.map((other) => other[index]!)) > 0, index }))
    .filter(({ occurs }) => occurs);
  return share(sum(occurring.map(({ index }) => scoreOf(confusion, index).f1)), occurring.length);
}

function meanCrossEntropy(truth: readonly number[], probabilities: Float32Array, classCount: number): number {
  const costs = truth.map((index, row) => crossEntropyOf({ kind: 'class', index }, probabilities, row * classCount));
  return sum(costs) / costs.length;
}

/** Where a share lies with 95 % confidence, given `right` out of `count` (Wilson 1927). */
export function wilsonInterval(right: number, count: number): { low: number; high: number } {
  const z = 1.959964;
  const observed = right / count;
  const centre = (observed + z ** 2 / (2 * count)) / (1 + z ** 2 / count);
  const spread =
    (z / (1 + z ** 2 / count)) * Math.sqrt((observed * (1 - observed)) / count + z ** 2 / (4 * count ** 2));
  return { low: Math.max(0, centre - spread), high: Math.min(1, centre + spread) };
}

function mostWrong(
  images: readonly TestImage[],
  answers: number[],
  probabilities: Float32Array,
  labels: readonly string[],
): WrongAnswer[] {
  return images
    .flatMap((image, row) => {
      const answer = answers[row]!;
      if (answer === image.class) return [];
      const probability = probabilities[row * labels.length + answer]!;
      return {
        position: image.position,
        name: image.name,
        true: labels[image.class]!,
        predicted: labels[answer]!,
        probability,
      };
    })
    .sort((a, b) => b.probability - a.probability || a.position - b.position)
    .slice(0, MOST_WRONG);
}

function smallSampleNote(images: number, { low, high }: { low: number; high: number }): string {
  const percent = (value: number) => `${Math.round(value * 100)} %`;
  return (
    `Measured on only ${images} images: on similar images, expect an accuracy between ` +
    `${percent(low)} and ${percent(high)}.`
  );
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
