import { expect, it } from 'vitest';
import type { Caller } from '#graft/accounts';
import { parseReference } from './references.js';

const ada: Caller = { accountId: '0', name: 'ada', scopes: ['read'] };

it.each([
  ['bob/pets', { owner: 'bob', name: 'pets', version: null }],
  ['pets', { owner: 'ada', name: 'pets', version: null }],
  ['pets@latest', { owner: 'ada', name: 'pets', version: null }],
  ['bob/pets@12', { owner: 'bob', name: 'pets', version: 12 }],
])('reads %s', (ref, expected) => {
  expect(parseReference(ref, ada)).toEqual(expected);
});

it.each(['', 'a/b/c', 'Pets', 'pets@', 'pets@0', 'pets@stable', '../x', 'bob/'])('refuses "%s"', (ref) => {
  expect(() => parseReference(ref, ada)).toThrow(expect.objectContaining({ type: 'invalid-input' }));
});

it('needs to know who calls for a bare name', () => {
  expect(() => parseReference('pets', null)).toThrow(/has no owner/);
});
