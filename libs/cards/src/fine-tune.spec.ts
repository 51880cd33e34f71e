import { expect, it } from 'vitest';
import { cardSummary, parseCard } from './card.js';
import { fineTuneCard, type FineTuneFacts } from './fine-tune.js';

const facts: FineTuneFacts = {
  name: 'ada/pets',
  base: { ref: 'starter/efficientnet-lite0@1', license: 'mit' },
  dataset: {
    ref: 'ada/cat-dog@1',
    license: null,
    labels: ['cat', 'dog'],
    images: { train: 240, validation: 30, test: 30 },
  },
  task: 'image-classification',
  run: { engine: 'TensorFlow.js WASM', epochs: 12, bestEpoch: 9 },
  recipe: { epochs: 20, head: { hidden: [128], dropout: 0.3 } },
  evaluation: {
    images: 30,
    accuracy: 29 / 30,
    accuracyRange: { low: 0.833, high: 0.994 },
    macroF1: 0.9666,
    baseline: { label: 'cat', accuracy: 0.5 },
    classes: [
      { label: 'cat', precision: 1, recall: 14 / 15, f1: 0.9655, support: 15 },
      { label: 'dog', precision: 15 / 16, recall: 1, f1: 0.9677, support: 15 },
    ],
    confusion: [
      [14, 1],
      [0, 15],
    ],
    mostWrong: [{ name: 'cat/a|b.jpg', true: 'cat', predicted: 'dog', probability: 0.912 }],
    note: 'Measured on 30 images only.',
  },
};

it('writes a card that reads back, under the licence of its base', () => {
  const { frontMatter, body } = parseCard(fineTuneCard(facts));
  expect(frontMatter).toMatchObject({
    license: 'mit',
    base_model: 'starter/efficientnet-lite0@1',
    datasets: ['ada/cat-dog@1'],
    pipeline_tag: 'image-classification',
  });
  expect(frontMatter['model-index']).toMatchObject([{ results: [{ metrics: [{ value: 29 / 30 }, {}] }] }]);
  expect(cardSummary(body)).toMatch(/^Tells 2 classes of images apart: cat, dog/);
});

it.each([
  '| accuracy | 96.7 % (95 % interval 83.3 % to 99.4 %) |',
  '| baseline: always "cat" | 50.0 % |',
  '| cat | 100.0 % | 93.3 % | 96.5 % | 15 |',
  '| cat | 14 | 1 |',
  '| cat/a\\|b.jpg | cat | dog | 91.2 % |',
  'number 9 was the best',
  'dropout: 0.3',
  'Licence: not stated',
  'Measured on 30 images only.',
  'graft predict ada/pets photo.jpg',
])('says %s', (line) => {
  expect(fineTuneCard(facts)).toContain(line);
});

it('names nothing that is private', () => {
  const card = fineTuneCard({
    ...facts,
    base: { ref: null, license: 'mit' },
    dataset: { ...facts.dataset, ref: null },
  });
  expect(card).toContain('A fine-tune of a private model on a private data set of 300 images.');
  for (const name of ['mobilenet', 'cat-dog', 'b.jpg']) expect(card).not.toContain(name);
  expect(parseCard(card).frontMatter).not.toHaveProperty('datasets');
  expect(parseCard(card).frontMatter).not.toHaveProperty('base_model');
});

it('leaves the licence unsaid where the base has none, and lists pairs where the matrix would be too wide', () => {
  const labels = Array.from({ length: 20 }, (_, index) => `c${index}`);
  const confusion = labels.map((_, is) => labels.map((__, answered) => (is === 3 && answered === 5 ? 7 : 0)));
  const card = fineTuneCard({
    ...facts,
    base: { ref: 'a/b@1', license: null },
    evaluation: {
      ...facts.evaluation,
      classes: labels.map((label) => ({ label, precision: 0, recall: 0, f1: 0, support: 0 })),
      confusion,
      mostWrong: [],
    },
  });
  expect(parseCard(card).frontMatter).not.toHaveProperty('license');
  expect(card).toContain('| c3 | c5 | 7 |');
  expect(card).not.toContain('Most wrong');
});
