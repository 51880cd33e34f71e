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
  task: {
    task: 'image-classification',
    summary: 'Classifies images into 2 classes: cat, dog.',
    metrics: [{ type: 'accuracy', value: 29 / 30 }],
    evaluation: '## Evaluation\n\nOn 30 images.',
  },
  run: { engine: 'TensorFlow.js WASM', epochs: 12, bestEpoch: 9 },
  recipe: { epochs: 20, head: { hidden: [128], dropout: 0.3 } },
};

it('writes a card that reads back, under the licence of its base', () => {
  const { frontMatter, body } = parseCard(fineTuneCard(facts));
  expect(frontMatter).toMatchObject({
    license: 'mit',
    base_model: 'starter/efficientnet-lite0@1',
    datasets: ['ada/cat-dog@1'],
    pipeline_tag: 'image-classification',
    metrics: ['accuracy'],
  });
  expect(frontMatter['model-index']).toMatchObject([{ results: [{ metrics: [{ value: 29 / 30 }] }] }]);
  expect(cardSummary(body)).toMatch(/^Classifies images into 2 classes: cat, dog/);
});

it.each([
  'Classifies images into 2 classes: cat, dog. Fine-tuned from starter/efficientnet-lite0@1 on ada/cat-dog@1.',
  '## Evaluation\n\nOn 30 images.',
  'those of the best one, epoch 9',
  'dropout: 0.3',
  'Licence: not stated',
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
  expect(card).toContain('Fine-tuned from a private model on a private data set of 300 images.');
  for (const name of ['mobilenet', 'cat-dog']) expect(card).not.toContain(name);
  expect(parseCard(card).frontMatter).not.toHaveProperty('datasets');
  expect(parseCard(card).frontMatter).not.toHaveProperty('base_model');
});

it('leaves the licence unsaid where the base has none', () => {
  const card = fineTuneCard({ ...facts, base: { ref: 'a/b@1', license: null } });
  expect(parseCard(card).frontMatter).not.toHaveProperty('license');
});
