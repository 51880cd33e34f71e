import { expect, it } from 'vitest';
import { bytes, facts, plain, plural, seconds, short, table, wrap } from './text.js';

it.each([
  [999, '999'],
  [2_257_984, '2.26M'],
  [12_000, '12k'],
  [410_208, '410k'],
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

it('leaves out what can be spared where the terminal is narrow', () => {
  const columns = [
    { head: 'name' },
    { head: 'title', grows: true },
    { head: 'a', spare: true },
    { head: 'b', spare: true },
  ];
  const row = ['owner/name', 'A title of many words', 'aaaa', 'bbbb'];
  const heads = (room: number) => table(columns, [row], room).split('\n')[0]!.split(/ +/);
  expect(heads(80)).toEqual(['name', 'title', 'a', 'b']);
  expect(heads(38)).toEqual(['name', 'title', 'a']);
  expect(heads(30)).toEqual(['name', 'title']);
});

it('breaks lines between words', () => {
  expect(wrap('one two three four', 9)).toBe('one two\nthree\nfour');
  expect(wrap('unbreakable', 4)).toBe('unbreakable');
});
