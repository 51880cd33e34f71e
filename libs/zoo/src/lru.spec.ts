import { expect, it } from 'vitest';
import { Lru } from './lru.js';

it('lets the least recently used go, and keeps the newest whatever it costs', () => {
  const gone: string[] = [];
  const lru = new Lru<string>(10, (value) => gone.push(value));
  lru.set('a', 'A', 4);
  lru.set('b', 'B', 4);
  expect(lru.get('a')).toBe('A');
  lru.set('c', 'C', 4);
  expect(gone).toEqual(['B']);
  lru.set('d', 'D', 100);
  expect(gone).toEqual(['B', 'A', 'C']);
  expect(lru.get('d')).toBe('D');
});

it('disposes of a value that another takes the place of', () => {
  const gone: string[] = [];
  const lru = new Lru<string>(10, (value) => gone.push(value));
  lru.set('a', 'A', 8);
  lru.set('a', 'B', 8);
  expect(gone).toEqual(['A']);
  expect(lru.get('a')).toBe('B');
});
