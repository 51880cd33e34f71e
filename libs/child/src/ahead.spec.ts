import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { ahead } from './ahead.js';

it('yields in order, with so many at work and no more', async () => {
  let working = 0;
  let most = 0;
  const work = async (item: number) => {
    most = Math.max(most, ++working);
    await sleep((7 * item) % 5);
    working--;
    return item * 10;
  };
  const results: [number, number][] = [];
  for await (const pair of ahead([1, 2, 3, 4, 5, 6, 7], 3, work)) results.push(pair);
  expect(results).toEqual([1, 2, 3, 4, 5, 6, 7].map((item) => [item, item * 10]));
  expect(most).toBe(3);
});

it('throws when the turn of the failed item comes', async () => {
  const seen: number[] = [];
  const all = async () => {
    const work = (item: number) => (item === 2 ? Promise.reject(new Error('no')) : sleep(5, item));
    for await (const [item] of ahead([0, 1, 2, 3], 4, work)) seen.push(item);
  };
  await expect(all()).rejects.toThrow('no');
  expect(seen).toEqual([0, 1]);
});
