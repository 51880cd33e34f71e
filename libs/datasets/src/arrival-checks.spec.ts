import { expect, it } from 'vitest';
import { assertTrainable, oddities, remarksOn } from './arrival-checks.js';
import type { ArrivedItem, FileProblem } from './arrival-input.js';

const item = (name: string, more: Partial<ArrivedItem> = {}): ArrivedItem => ({
  position: 0,
  name,
  labels: [name.split('/')[0]!],
  digest: `sha256:${name}`,
  contentDigest: name,
  width: 10,
  height: 10,
  bytes: 100,
  format: 'jpeg',
  ...more,
});
const items = (label: string, count: number) => Array.from({ length: count }, (_, i) => item(`${label}/${i}`));
const bad: FileProblem = { name: 'a/bad', reason: 'The file is empty.', leftOut: true };

it('accepts two classes with an image each', () => {
  assertTrainable([...items('a', 1), ...items('b', 1)], ['a', 'b'], []);
});

it.each([
  ['no image', [], ['a', 'b'], /None of the 1 files is a usable image/],
  ['one class', items('a', 9), ['a'], /only one class, "a"/],
  ['a class without images', [...items('a', 9), ...items('b', 9)], ['a', 'b', 'c'], /no usable image: c/],
])('refuses %s, naming what was left out', (_, found, labels, message) => {
  const check = () => assertTrainable(found, labels, [bad]);
  expect(check).toThrow(message);
  expect(check).toThrow(
    expect.objectContaining({
      extras: expect.objectContaining({ leftOut: [{ name: 'a/bad', reason: bad.reason }] }) as object,
    }),
  );
});

it('finds one picture under two labels', () => {
  const found = [
    ...items('a', 3),
    ...items('b', 3),
    item('b/same', { contentDigest: 'a/0' }),
    item('b/twin', { contentDigest: 'b/0' }),
  ];
  expect(oddities(found)).toEqual([
    { name: 'a/0', leftOut: false, reason: expect.stringContaining('b/same') as string },
    { name: 'b/same', leftOut: false, reason: expect.stringContaining('a/0') as string },
  ]);
});

it('finds the one GIF among photos, but no fault in a set of several formats', () => {
  const gif = (name: string) => item(name, { format: 'gif' });
  expect(oddities([...items('a', 20), gif('b/x')])).toMatchObject([{ name: 'b/x', leftOut: false }]);
  expect(oddities([...items('a', 20), gif('b/x'), gif('b/y')])).toEqual([]);
  expect(oddities([...items('a', 3), gif('b/x')])).toEqual([]);
});

it('reports what the user should check', () => {
  const few = [...items('a', 3), ...items('b', 2), item('a/again', { contentDigest: 'a/1' })];
  const remarks = remarksOn(few, [bad, { ...bad, name: 'a/odd', leftOut: false }]);
  expect(remarks).toEqual([
    'Left out: a/bad.',
    'Please check: a/odd.',
    expect.stringMatching(/At least 3 per class .*: b\./),
    expect.stringMatching(/as another file: 1\./),
  ]);
  expect(remarksOn(items('a', 3), [])).toEqual([]);
  const many = Array.from({ length: 8 }, (_, i) => ({ ...bad, name: `${i}` }));
  expect(remarksOn(items('a', 3), many)[0]).toBe('Left out: 0, 1, 2, 3, 4 and 3 more.');
});
