import { expect, it } from 'vitest';
import { countBy, groupBy } from './index.js';

const words = ['ant', 'bee', 'asp', 'cat'];

it('groups items by their key, in the order that the keys first come in', () => {
  expect([...groupBy(words, (word) => word[0])]).toEqual([
    ['a', ['ant', 'asp']],
    ['b', ['bee']],
    ['c', ['cat']],
  ]);
});

it('counts the items of each key', () => {
  expect(Object.fromEntries(countBy(words, (word) => word[0]))).toEqual({ a: 2, b: 1, c: 1 });
});
