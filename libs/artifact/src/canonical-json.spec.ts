import { InvalidInput } from '#graft/problems';
import { expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.js';

it('sorts keys at every depth, keeps arrays in order and writes no spaces', () => {
  expect(canonicalJson({ b: [3, 1, { z: null, a: 'é"' }], a: 1.5e-7, c: true })).toBe(
    '{"a":1.5e-7,"b":[3,1,{"a":"é\\"","z":null}],"c":true}',
  );
});

it('leaves out members that are undefined', () => {
  expect(canonicalJson({ b: undefined, a: 1 })).toBe('{"a":1}');
});

it.each([NaN, Infinity, undefined, 1n, new Map(), new Uint8Array(2)])('refuses %s, saying where', (value) => {
  expect(() => canonicalJson({ list: [1, value] })).toThrow(InvalidInput);
  expect(() => canonicalJson({ list: [1, value] })).toThrow('at $.list[1]');
});
