import { expect, it } from 'vitest';
import { cardSummary, cardTitle, mergeCard, parseCard, writeCard } from './card.js';

const card = `---
license: mit
tags:
  - cats
  - "2024"
base_model: starter/efficientnet-lite0
made_by: ada
---

# Cats and dogs

Tells **cats** from [dogs](https://example.org).

## Use
`;

it('reads front matter and body, and writes them back alike', () => {
  const read = parseCard(card);
  expect(read.frontMatter).toEqual({
    license: 'mit',
    tags: ['cats', '2024'],
    base_model: 'starter/efficientnet-lite0',
    made_by: 'ada',
  });
  expect(read.body).toMatch(/^# Cats and dogs/);
  expect(parseCard(writeCard(read))).toEqual(read);
});

it('takes a card without front matter, with an empty one and with Windows line ends', () => {
  expect(parseCard('# Hello')).toEqual({ frontMatter: {}, body: '# Hello' });
  expect(parseCard('---\n---\nHello')).toEqual({ frontMatter: {}, body: 'Hello' });
  expect(parseCard('\uFEFF---\r\nlicense: mit\r\n---\r\nHello').frontMatter).toEqual({ license: 'mit' });
});

it.each([
  ['---\nlicense: mit\n', 'line 1'],
  ['---\nlicense: mit\ntags: [a, b\n---\n', 'line 3'],
  ['---\nlicense: mit\ntags:\n  - 2024\n---\n', 'line 3'],
  ['---\nlicense: {a: 1}\n---\n', 'line 2'],
  ['---\nlicense: mit\nlicense: gpl\n---\n', 'line 3'],
  ['---\n- a\n---\n', 'line 2'],
])('names the line of a mistake: %j', (markdown, line) => {
  expect(() => parseCard(markdown)).toThrow(line);
});

it('fills in only what the author left unsaid', () => {
  const merged = mergeCard(parseCard(card), { license: 'apache-2.0', library_name: 'graft', tags: ['cats', 'graft'] });
  expect(merged.frontMatter).toMatchObject({ license: 'mit', library_name: 'graft', tags: ['cats', '2024', 'graft'] });
});

it('finds title and summary', () => {
  const { body } = parseCard(card);
  expect(cardTitle(body)).toBe('Cats and dogs');
  expect(cardSummary(body)).toBe('Tells cats from dogs.');
  expect(cardSummary(`# T\n\n${'word '.repeat(100)}`)).toHaveLength(300);
  expect(cardSummary('# Only a title')).toBe('');
});
