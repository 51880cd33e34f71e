import { markdown, type TaskCard } from '#graft/cards';
import type { ClassificationEvaluation } from './evaluation.js';

const { inline, percent, shortList, table } = markdown;

/** With more classes than this, the matrix is too wide for a page, and the most frequent confusions are listed instead. */
const WIDEST_MATRIX = 15;

/** @param showNames whether to name the images; otherwise they are numbered. */
export function evaluationCard(
  evaluation: ClassificationEvaluation,
  labels: readonly string[],
  showNames: boolean,
): TaskCard {
  return {
    task: evaluation.task,
    summary: `Classifies images into ${labels.length} classes: ${inline(shortList(labels))}.`,
    metrics: [
      { type: 'accuracy', value: evaluation.accuracy },
      { type: 'f1', name: 'Macro F1', value: evaluation.macroF1 },
    ],
    evaluation: evaluationSection(evaluation, showNames),
  };
}

function evaluationSection(evaluation: ClassificationEvaluation, showNames: boolean): string {
  const { images, accuracy, accuracyRange, macroF1, baseline, classes, mostWrong, note } = evaluation;
  const range = `95 % interval ${percent(accuracyRange.low)} to ${percent(accuracyRange.high)}`;
  const scores = table(
    ['', 'value'],
    [
      ['accuracy', `${percent(accuracy)} (${range})`],
      ['macro F1', percent(macroF1)],
      [`baseline: always predicting "${baseline.label}"`, percent(baseline.accuracy)],
    ],
  );
  const perClass = table(
    ['class', 'precision', 'recall', 'F1', 'images'],
    classes.map(({ label, precision, recall, f1, support }) => [
      label,
      percent(precision),
      percent(recall),
      percent(f1),
      String(support),
    ]),
  );
  const wrong = table(
    ['image', 'true class', 'predicted class', 'probability'],
    mostWrong.map((answer, index) => [
      showNames ? answer.name : String(index + 1),
      answer.true,
      answer.predicted,
      percent(answer.probability),
    ]),
  );
  return [
    `## Evaluation\n\nOn ${images} test images, which were not used in training.${note ? ` ${note}` : ''}`,
    scores,
    perClass,
    `### Confusion\n\n${confusionTable(evaluation)}`,
    ...(mostWrong.length > 0 ? [`### Most confident errors\n\n${wrong}`] : []),
  ].join('\n\n');
}

function confusionTable({ classes, confusion }: ClassificationEvaluation): string {
  const labels = classes.map(({ label }) => label);
  if (labels.length <= WIDEST_MATRIX)
    return table(
      ['true ↓ predicted →', ...labels],
      confusion.map((row, index) => [labels[index]!, ...row.map(String)]),
    );
  const pairs = confusion
    .flatMap((row, is) => row.map((count, answered) => ({ is, answered, count })))
    .filter(({ is, answered, count }) => is !== answered && count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, WIDEST_MATRIX);
  return table(
    ['true class', 'predicted class', 'images'],
    pairs.map(({ is, answered, count }) => [labels[is]!, labels[answered]!, String(count)]),
  );
}
