import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { withPart } from './reliability.js';

it("replaces a part's figures and nothing else", async () => {
  const page = await readFile('docs/reliability.md', 'utf8');
  const first = withPart(page, 'load', '1 figure');
  expect(first).toContain('<!-- figures of load -->\n\n1 figure\n\n<!-- end of load -->');
  expect(withPart(first, 'load', '2 figures')).toBe(first.replace('1 figure\n\n<!-- end', '2 figures\n\n<!-- end'));
  expect(withPart(withPart(page, 'load', ''), 'faults', '')).toBe(withPart(withPart(page, 'faults', ''), 'load', ''));
});

it('refuses a page without the marks', () => {
  expect(() => withPart('# Reliability', 'requests', '')).toThrow('once each');
});
