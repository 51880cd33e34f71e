import { expect, it } from 'vitest';
import { Lru } from './lru.js';

it('lets the least recently used go, and disposes of what went or was replaced', () => {
  const gone: string[] = [];
  const lru = new Lru<string>(3, (value) => gone.push(value));
  lru.set('a', 'A', 1);
  lru.set('b', 'B', 1);
  lru.set('a', 'A2', 1);
  lru.set('c', 'C', 1);
  expect(gone).toEqual(['A']);
  lru.get('b');
  lru.set('d', 'D', 1);
  expect(gone).toEqual(['A', 'A2']);
  expect(lru.get('b')).toBe('B');
});

it('keeps the newest, however much it costs', () => {
  const lru = new Lru<string>(3);
  lru.set('a', 'A', 1);
  lru.set('b', 'B', 10);
  expect([lru.get('a'), lru.get('b')]).toEqual([undefined, 'B']);
});
