import { expect, it } from 'vitest';
import { lineageText } from './lineage-text.js';

const relative = (ref: string, yanked = false) => ({
  ref,
  digest: 'd',
  title: `Title of ${ref}`,
  yanked,
  createdAt: '2026-01-01T00:00:00Z',
});

it('indents by descent, from the first of the line to what was made from a version', () => {
  const family = {
    ancestors: [relative('a/base@2'), relative('a/first@1')],
    dataset: { ref: 'a/pets@1', digest: 'd' },
    children: [],
  };
  const text = lineageText('a/self@1', family, [relative('b/child@1', true)]);
  expect(text.split('\n')).toEqual([
    'a/first@1  Title of a/first@1',
    '  a/base@2  Title of a/base@2',
    '    a/self@1  trained on a/pets@1',
    '      b/child@1  Title of b/child@1  yanked',
  ]);
});
