import { expect, it } from 'vitest';
import { bytes, facts, plain, plural, seconds, short, table } from './text.js';

it.each([
  [999, '999'],
  [2_257_984, '2.26M'],
  [12_000, '12k'],
  [100, '100'],
])('shortens %d to %s', (count, text) => expect(short(count)).toBe(text));

it('writes sizes, times and counts', () => {
  expect([bytes(512), bytes(2 ** 20 * 3.5)]).toEqual(['512 B', '3.5 MiB']);
  expect([seconds(3.21), seconds(59.6), seconds(7500)]).toEqual(['3.2 s', '60 s', '2 h 5 min']);
  expect([plural(1, 'image'), plural(1200, 'image')]).toEqual(['1 image', '1,200 images']);
});

it('takes control characters out of what others wrote', () => {
  expect(plain('a\u001b[31mb\nc')).toBe('a [31mb c');
});

it('aligns columns and cuts the one that grows to the terminal', () => {
  const columns = [{ head: 'name' }, { head: 'title', grows: true }, { head: 'size', align: 'right' as const }];
  const rows = [
    ['owner/a', 'A rather long title of a model', '9 B'],
    ['owner/bcd', 'Short', '12 KiB'],
  ];
  expect(table(columns, rows, 36).split('\n')).toEqual([
    'name       title                size',
    'owner/a    A rather long ti…     9 B',
    'owner/bcd  Short              12 KiB',
  ]);
});

it('leaves out facts that are not known', () => {
  expect(
    facts([
      ['task', 'x'],
      ['license', null],
      ['size', ''],
    ]),
  ).toBe('task  x');
});
