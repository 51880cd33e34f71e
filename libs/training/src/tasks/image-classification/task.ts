import { InvalidInput } from '#graft/problems';
import { FEWEST_IMAGES, splitItems, type SplitItem } from '../../split-items.js';
import { labelCounts, type ClassTarget } from '../../targets.js';
import type { Examined, Meter, Task } from '../task.js';
import { evaluationCard } from './card.js';
import { balancedClassWeights } from './class-weights.js';
import { argMax, evaluate, type ClassificationEvaluation } from './evaluation.js';

/** Of an epoch; both in [0, 1]. */
export interface ClassificationFigures {
  accuracy: number;
  valAccuracy: number;
}

/** The share of answers that were right. */
class AccuracyMeter implements Meter {
  private count = 0;
  private right = 0;

  constructor(private readonly outputs: number) {}

  add({ index }: ClassTarget, outputs: Float32Array, offset: number): void {
    this.count++;
    if (argMax(outputs, offset, this.outputs) === index) this.right++;
  }

  get accuracy(): number {
    return this.right / this.count;
  }
}

/** One class per image, of classes that exclude each other. */
class ImageClassification implements Task<ClassificationEvaluation, ClassificationFigures, ClassTarget, AccuracyMeter> {
  readonly name = 'image-classification';
  readonly loss = 'categorical-crossentropy';

  /** @throws InvalidInput unless there are two classes or more, of three images or more, and one label per image. */
  count(items: readonly SplitItem[], labels: readonly string[]): number[] {
    assertClasses(items, labels);
    const images = new Map(labels.map((label) => [label, new Set<string>()]));
    for (const { labels, contentDigest } of items) images.get(labels[0]!)!.add(contentDigest);
    const few = labels.filter((label) => images.get(label)!.size < FEWEST_IMAGES);
    if (few.length > 0) {
      const counts = few.map((label) => `${label} has ${images.get(label)!.size}`);
      throw new InvalidInput(`Each class needs at least ${FEWEST_IMAGES} different images, but ${counts.join(', ')}.`, {
        where: 'dataset',
        received: Object.fromEntries(few.map((label) => [label, images.get(label)!.size])),
        accepted: `${FEWEST_IMAGES} images per class: for training, validation and test`,
      });
    }
    return labels.map((label) => images.get(label)!.size);
  }

  split = splitItems;

  targets(items: readonly Pick<SplitItem, 'labels'>[], labels: readonly string[]): ClassTarget[] {
    const indices = new Map(labels.map((label, index) => [label, index]));
    return items.map((item) => ({ kind: 'class', index: indices.get(item.labels[0]!)! }));
  }

  weights(
    targets: readonly ClassTarget[],
    trained: readonly ClassTarget[],
    outputs: number,
    classWeights: 'auto' | 'none',
  ): number[] {
    if (classWeights === 'none') return targets.map(() => 1);
    const ofClass = balancedClassWeights(labelCounts(trained, outputs));
    return targets.map(({ index }) => ofClass[index]!);
  }

  meter(outputs: number): AccuracyMeter {
    return new AccuracyMeter(outputs);
  }

  figures(train: AccuracyMeter, validation: AccuracyMeter): ClassificationFigures {
    return { accuracy: train.accuracy, valAccuracy: validation.accuracy };
  }

  evaluate({ images, targets, probabilities, labels, trained }: Examined<ClassTarget>): ClassificationEvaluation {
    const counts = labelCounts(trained, labels.length);
    return evaluate(
      images.map((image, row) => ({ ...image, class: targets[row]!.index })),
      probabilities,
      labels,
      counts.indexOf(Math.max(...counts)),
    );
  }

  metrics({ accuracy, macroF1 }: ClassificationEvaluation): Record<string, number> {
    return { accuracy, macroF1 };
  }

  card = evaluationCard;
}

export const imageClassification = new ImageClassification();

function assertClasses(items: readonly SplitItem[], labels: readonly string[]): void {
  if (labels.length < 2) {
    throw new InvalidInput('The data set has only one class. A model needs at least two.', {
      where: 'dataset',
      received: labels,
      accepted: 'at least two classes',
    });
  }
  const several = items.find((item) => item.labels.length !== 1);
  if (several) {
    throw new InvalidInput(`${several.name} has ${several.labels.length} labels. A run supports one class per image.`, {
      where: `dataset: ${several.name}`,
      received: several.labels,
      accepted: 'one label per image',
    });
  }
}
