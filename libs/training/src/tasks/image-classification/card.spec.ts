import { expect, it } from 'vitest';
import { evaluationCard } from './card.js';
import type { ClassificationEvaluation } from './evaluation.js';

const evaluation: ClassificationEvaluation = {
  task: 'image-classification',
  images: 30,
  accuracy: 29 / 30,
  accuracyRange: { low: 0.833, high: 0.994 },
  macroF1: 0.9666,
  loss: 0.1,
  baseline: { label: 'cat', accuracy: 0.5 },
  classes: [
    { label: 'cat', precision: 1, recall: 14 / 15, f1: 0.9655, support: 15 },
    { label: 'dog', precision: 15 / 16, recall: 1, f1: 0.9677, support: 15 },
  ],
  confusion: [
    [14, 1],
    [0, 15],
  ],
  mostWrong: [{ position: 3, name: 'cat/a|b.jpg', true: 'cat', predicted: 'dog', probability: 0.912 }],
  note: 'Measured on 30 images only.',
};

it('says what the model tells apart, and how well', () => {
  const { task, summary, metrics } = evaluationCard(evaluation, ['cat', 'dog'], true);
  expect(task).toBe('image-classification');
  expect(summary).toBe('Classifies images into 2 classes: cat, dog.');
  expect(metrics).toEqual([
    { type: 'accuracy', value: 29 / 30 },
    { type: 'f1', name: 'Macro F1', value: 0.9666 },
  ]);
});

it.each([
  '## Evaluation\n\nOn 30 test images, which were not used in training. Measured on 30 images only.',
  '| accuracy | 96.7 % (95 % interval 83.3 % to 99.4 %) |',
  '| baseline: always predicting "cat" | 50.0 % |',
  '| cat | 100.0 % | 93.3 % | 96.5 % | 15 |',
  '| cat | 14 | 1 |',
  '| cat/a\\|b.jpg | cat | dog | 91.2 % |',
])('says %s', (line) => {
  expect(evaluationCard(evaluation, ['cat', 'dog'], true).evaluation).toContain(line);
});

it('numbers images that are not to be named', () => {
  const section = evaluationCard(evaluation, ['cat', 'dog'], false).evaluation;
  expect(section).toContain('| 1 | cat | dog | 91.2 % |');
  expect(section).not.toContain('b.jpg');
});

it('lists pairs where the matrix would be too wide', () => {
  const labels = Array.from({ length: 20 }, (_, index) => `c${index}`);
  const confusion = labels.map((_, is) => labels.map((__, answered) => (is === 3 && answered === 5 ? 7 : 0)));
  const classes = labels.map((label) => ({ label, precision: 0, recall: 0, f1: 0, support: 0 }));
  const card = evaluationCard({ ...evaluation, classes, confusion, mostWrong: [] }, labels, true);
  expect(card.summary).toContain('c6 and 13 more');
  expect(card.evaluation).toContain('| c3 | c5 | 7 |');
  expect(card.evaluation).not.toContain('Most confident errors');
});
