import { expect, it } from 'vitest';
import { freeName, nameOfKey } from './names.js';

it.each([
  ['s3://zoo/vision', 'MobileNet_V2/model.json', 'mobilenet-v2'],
  ['s3://zoo/vision', 'a/b/Cats & Dogs.keras', 'a-b-cats-dogs'],
  ['s3://zoo/vision', 'model.json', 'vision'],
  ['/models', `${'x/'.repeat(60)}last/model.json`, `${'x-'.repeat(29)}last`],
  ['s3://zoo', '模型/model.json', 'model'],
])('calls %s %s %s', (address, key, name) => {
  expect(nameOfKey(address, key)).toBe(name);
});

it('counts on where a name is taken', () => {
  expect(freeName('cats', new Set())).toBe('cats');
  expect(freeName('cats', new Set(['cats', 'cats-2']))).toBe('cats-3');
  const long = 'x'.repeat(63);
  expect(freeName(long, new Set([long]))).toBe(`${'x'.repeat(61)}-2`);
});
