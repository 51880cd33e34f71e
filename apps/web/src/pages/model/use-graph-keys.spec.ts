import { expect, it } from 'vitest';
import { placeAfter } from './use-graph-keys';

it('leads along the layers, and stays at either end', () => {
  const from = (place: number) => (key: string) => placeAfter(key, place, 3);
  expect(['ArrowDown', 'ArrowRight', 'ArrowUp', 'ArrowLeft', 'Home', 'End'].map(from(1))).toEqual([2, 2, 0, 0, 0, 2]);
  expect(['ArrowDown', 'ArrowUp'].map(from(2))).toEqual([2, 1]);
  expect(['ArrowDown', 'ArrowUp'].map(from(0))).toEqual([1, 0]);
  expect(['Tab', 'a'].map(from(1))).toEqual([null, null]);
});
