import { bold, facts, percent, plural, table, wrap } from '../text.js';
import type { Evaluation, TaskText } from './task-text.js';

/** With more classes than this, the matrix is too wide for a terminal, and the most frequent errors are listed instead. */
const MATRIX_CLASSES = 8;

export const imageClassification: TaskText = {
  evaluationText,
  compared: [
    ['accuracy', ({ accuracy }) => percent(accuracy)],
    ['likely range (95 %)', ({ accuracyRange }) => rangeText(accuracyRange)],
    ['macro F1', ({ macroF1 }) => macroF1.toFixed(3)],
    ['test images', ({ images }) => String(images)],
  ],
};

const rangeText = ({ low, high }: { low: number; high: number }): string =>
  `${Math.round(low * 100)}–${Math.round(high * 100)} %`;

/** Accuracy and baseline, scores per class, and the confusion matrix. */
function evaluationText(evaluation: Evaluation): string {
  const { images, accuracy, accuracyRange: range, macroF1, baseline, classes, note } = evaluation;
  const summary = facts([
    [
      'accuracy',
      `${percent(accuracy)} of ${plural(images, 'test image')} (likely range, 95 %: ${percent(range.low)} to ${percent(range.high)})`,
    ],
    ['baseline', `${percent(baseline.accuracy)} by always predicting "${baseline.label}"`],
    ['macro F1', macroF1.toFixed(3)],
  ]);
  const scores = table(
    [
      { head: 'class', grows: true },
      { head: 'precision', align: 'right' },
      { head: 'recall', align: 'right' },
      { head: 'F1', align: 'right' },
      { head: 'images', align: 'right' },
    ],
    classes.map(({ label, precision, recall, f1, support }) => [
      label,
      precision.toFixed(3),
      recall.toFixed(3),
      f1.toFixed(3),
      String(support),
    ]),
  );
  return [
    bold('Evaluation on test images, which training did not use'),
    summary,
    scores,
    confusionText(evaluation),
    note && wrap(note),
  ]
    .filter(Boolean)
    .join('\n\n');
}

const confusionText = (evaluation: Evaluation) =>
  evaluation.classes.length <= MATRIX_CLASSES ? matrix(evaluation) : mostConfused(evaluation);

function matrix({ classes, confusion }: Evaluation): string {
  const labels = classes.map(({ label }) => label);
  const columns = labels.map((label) => ({ head: label.slice(0, 12), align: 'right' as const }));
  return table(
    [{ head: 'true ↓  predicted →', grows: true }, ...columns],
    confusion.map((row, index) => [labels[index]!, ...row.map(String)]),
  );
}

function mostConfused({ classes, confusion }: Evaluation): string | null {
  const pairs = confusion
    .flatMap((row, is) => row.map((images, answered) => ({ is, answered, images })))
    .filter(({ is, answered, images }) => is !== answered && images > 0)
    .sort((a, b) => b.images - a.images)
    .slice(0, 5);
  if (pairs.length === 0) return null;
  return table(
    [
      { head: 'most frequent errors: true class' },
      { head: 'predicted class', grows: true },
      { head: 'images', align: 'right' },
    ],
    pairs.map(({ is, answered, images }) => [classes[is]!.label, classes[answered]!.label, String(images)]),
  );
}
