import { expect, it } from 'vitest';
import { readJson } from './read-json.js';

const read = (text: string) => readJson(Buffer.from(text));

it('reads an object, and leaves out what is null', () => {
  expect(read('{"a":1,"b":null,"c":{"d":null,"e":[null,"f"]},"g":"[{\\"[[["}')).toEqual({
    a: 1,
    c: { e: [null, 'f'] },
    g: '[{"[[[',
  });
  expect(read(`${'{"a":'.repeat(32)}1${'}'.repeat(32)}`)).toBeTruthy();
});

it.each([
  ['nothing', '', /is not JSON/],
  ['half of an object', '{"token":"s3cret"', /is not JSON: see the character at position 17\./],
  ['a word', '{"token":s3cret}', /is not JSON/],
  ['a list', '[]', /is not a JSON object/],
  ['a text', '"s3cret"', /is not a JSON object/],
  ['null', 'null', /is not a JSON object/],
  ['100,000 lists', '['.repeat(100_000), /more than 32 nested objects and lists/],
  ['33 objects', `{"a":${'{"a":'.repeat(32)}1${'}'.repeat(32)}}`, /more than 32/],
  ['NUL', '{"a":{"b":["x","\\u0000"]}}', /NUL/],
  ['half a surrogate pair', '{"a":"\\ud800"}', /surrogate/],
  ['half a surrogate pair in a name', '{"\\udc00":1}', /surrogate/],
  ['a prototype', '{"a":{"__proto__":{"admin":true}}}', /__proto__/],
])('refuses %s without repeating it', (_name, text, reason) => {
  expect(() => read(text)).toThrow(reason);
  expect(() => read(text)).not.toThrow(/s3cret/);
});

it('says where in the body a text cannot be stored', () => {
  expect(() => read('{"a":{"b":["x","\\u0000"]}}')).toThrow(
    expect.objectContaining({ extras: expect.objectContaining({ where: 'a.b[1]' }) as object }) as Error,
  );
});

it('refuses what is no UTF-8', () => {
  for (const bytes of ['ff', 'c080', 'eda080', 'f5808080'])
    expect(() =>
      readJson(Buffer.concat([Buffer.from('{"a":"'), Buffer.from(bytes, 'hex'), Buffer.from('"}')])),
    ).toThrow(/is not UTF-8/);
  expect(() => readJson(Buffer.from('{"a":1}', 'utf16le'))).toThrow(/is not JSON/);
});
