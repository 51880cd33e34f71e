import { expect, it } from 'vitest';
import { compareRecipes, recipeParts } from './recipe-parts';

const recipe = {
  head: { hidden: [128], dropout: 0.5 },
  optimizer: 'adam',
  epochs: 20,
  split: { train: 0.8, validation: 0.1, test: 0.1 },
} as const;

it('names parts as the reasons do', () => {
  expect(recipeParts({ ...recipe, head: { hidden: [128], dropout: 0.5 } })).toEqual([
    { path: 'head.hidden', value: [128] },
    { path: 'head.dropout', value: 0.5 },
    { path: 'optimizer', value: 'adam' },
    { path: 'epochs', value: 20 },
    { path: 'split', value: [0.8, 0.1, 0.1] },
  ]);
});

it('puts parts into one order, and those it does not know last', () => {
  const mixed = { newer: 1, seed: 1, freeze: 'backbone', epochs: 2 } as object;
  expect(recipeParts(mixed).map(({ path }) => path)).toEqual(['freeze', 'epochs', 'seed', 'newer']);
});

it('puts what differs first, and misses no part that only one has', () => {
  const rows = compareRecipes([
    { epochs: 20, optimizer: 'adam', head: { hidden: [] } },
    { epochs: 5, optimizer: 'adam', head: { hidden: [] }, seed: 1 },
  ]);
  expect(rows).toEqual([
    { path: 'epochs', values: [20, 5], differs: true },
    { path: 'seed', values: [null, 1], differs: true },
    { path: 'head.hidden', values: [[], []], differs: false },
    { path: 'optimizer', values: ['adam', 'adam'], differs: false },
  ]);
});
