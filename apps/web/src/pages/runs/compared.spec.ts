import { expect, it } from 'vitest';
import { comparedIn, comparePath, letterOf } from './compared';

it('keeps what is compared in the address, each run once and six at most', () => {
  const query = (path: string) => new URL(path, 'http://x').searchParams;
  expect(comparedIn(query(comparePath(['a', 'b', 'a'])))).toEqual(['a', 'b']);
  expect(comparedIn(query(comparePath('abcdefgh'.split(''))))).toHaveLength(6);
  expect(comparedIn(query('/runs/compare?run='))).toEqual([]);
});

it('calls them by letters', () => {
  expect([0, 5].map(letterOf)).toEqual(['A', 'F']);
});
