import { expect, it } from 'vitest';
import { destination } from './destination';

it.each([
  ['/runs/1?tab=log', '/runs/1?tab=log'],
  [null, '/'],
  ['https://evil.example/', '/'],
  ['//evil.example/', '/'],
  ['/\\evil.example/', '/'],
  ['javascript:alert(1)', '/'],
  ['/sign-in?next=%2F', '/'],
])('%s leads to %s', (next, path) => expect(destination(next)).toBe(path));
