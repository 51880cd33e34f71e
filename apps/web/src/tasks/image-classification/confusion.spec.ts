import { expect, it } from 'vitest';
import { mostConfused, shareOfRow } from './confusion';

const classes = ['cat', 'dog', 'fox'].map((label) => ({ label, precision: 0, recall: 0, f1: 0, support: 0 }));
const confusion = [
  [5, 1, 0],
  [0, 4, 3],
  [2, 0, 0],
];

it('lists what is most often confused, never what was right', () => {
  expect(mostConfused({ classes, confusion }, 2)).toEqual([
    { is: 'dog', answered: 'fox', images: 3 },
    { is: 'fox', answered: 'cat', images: 2 },
  ]);
});

it('shades by the share of the class', () => {
  expect(shareOfRow([5, 1, 0], 0)).toBeCloseTo(5 / 6);
  expect(shareOfRow([0, 0, 0], 0)).toBe(0);
});
