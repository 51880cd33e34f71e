import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { completeRecipe, type RecipeFacts } from './recipe-defaults.js';
import type { Recipe } from './recipe.js';

const facts: RecipeFacts = { inputSize: [224, 224], cut: 'out_relu', classCounts: [150, 150] };

it('chooses every part and says why', () => {
  const { recipe, reasons } = completeRecipe({}, facts);
  expect(recipe).toMatchObject({
    head: { hidden: [128], pooling: 'avg', batchNorm: true },
    cut: 'out_relu',
    freeze: 'backbone',
    batchSize: 32,
    inputSize: [224, 224],
    classWeights: 'none',
  });
  const { head, ...rest } = recipe;
  const parts = [...Object.keys(rest), ...Object.keys(head).map((part) => `head.${part}`)];
  expect(Object.keys(reasons).sort()).toEqual(parts.sort());
});

it('keeps what was asked for, and gives no reason for it', () => {
  const asked = { head: { hidden: [64, 32], dropout: 0 }, epochs: 3, seed: 0, patience: 0 };
  const { recipe, reasons } = completeRecipe(asked, facts);
  expect(recipe).toMatchObject(asked);
  for (const part of ['head.hidden', 'head.dropout', 'epochs', 'seed', 'patience'])
    expect(reasons).not.toHaveProperty(part);
  expect(reasons).toHaveProperty(['head.pooling']);
});

it('leaves hidden layer and batch normalisation out where a class has few images', () => {
  const { recipe, reasons } = completeRecipe({}, { ...facts, classCounts: [100, 12] });
  expect(recipe.head).toMatchObject({ hidden: [], batchNorm: false });
  expect(reasons['head.hidden']).toMatch(/12 images/);
});

it('weighs uneven classes', () => {
  const { recipe, reasons } = completeRecipe({}, { ...facts, classCounts: [100, 40] });
  expect(recipe.classWeights).toBe('auto');
  expect(reasons.classWeights).toMatch(/40 to 100/);
});

it.each([
  [6, 8],
  [100, 8],
  [400, 32],
  [5000, 32],
])('of %i images makes batches of %i', (images, batchSize) => {
  expect(completeRecipe({}, { ...facts, classCounts: [images / 2, images / 2] }).recipe.batchSize).toBe(batchSize);
});

it('takes a rate that goes with optimiser and head', () => {
  const rate = (asked: Recipe) => completeRecipe(asked, facts).recipe.learningRate;
  expect(rate({ optimizer: 'sgd' })).toBeGreaterThan(10 * rate({ optimizer: 'adam' }));
  expect(rate({ head: { hidden: [] } })).toBeGreaterThan(rate({ head: { hidden: [64] } }));
});

it('refuses a split that is no whole', () => {
  expect(() => completeRecipe({ split: { train: 0.7, validation: 0.2, test: 0.2 } }, facts)).toThrow(/add up to 1.1/);
});

it('gives no reason that the page could not say in French', () => {
  const page = new URL('../../../apps/web/src/locales/fr/sentences.json', import.meta.url);
  const sentences = JSON.parse(readFileSync(page, 'utf8')) as Record<string, string>;
  const askedFor: Recipe[] = [
    {},
    ...(['adam', 'rmsprop', 'momentum', 'sgd'] as const).map((optimizer) => ({ optimizer })),
  ];
  const reasons = [
    [150, 150],
    [12, 100],
    [3, 3],
  ].flatMap((classCounts) =>
    askedFor.flatMap((asked) => Object.values(completeRecipe(asked, { ...facts, classCounts }).reasons)),
  );
  expect(reasons.filter((reason) => !(reason.replace(/\d+/g, '#') in sentences))).toEqual([]);
});
