import { expect, it } from 'vitest';
import { brief, InvalidInput } from './index.js';

it('cuts long texts, lists and depths, and leaves short ones alone', () => {
  const short = new InvalidInput('Too small.', { where: 'a', received: { size: [1, 2], none: null } }).toJSON();
  expect(brief(short)).toEqual(short);
  const deep: unknown[] = [];
  let inner = deep;
  for (let depth = 0; depth < 100; depth++) inner.push((inner = []));
  const long = brief(
    new InvalidInput('x'.repeat(1e6), {
      received: 'y'.repeat(1e6),
      accepted: Array.from({ length: 1e5 }, () => 'z'),
      deep,
      ['k'.repeat(1e6)]: 1,
    }).toJSON(),
  );
  expect(JSON.stringify(long).length).toBeLessThan(4_000);
  expect(long.received).toBe(`${'y'.repeat(200)}… (1000000 characters)`);
  expect((long.accepted as unknown[]).at(-1)).toBe('… and 99900 more');
});
