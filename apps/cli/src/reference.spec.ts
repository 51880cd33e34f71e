import { expect, it } from 'vitest';
import { importIdOf, parseRef, parseRunId, runIdOf } from './reference.js';

const id = '01a20fdf-67ca-725f-862d-e8240c150d73';

it('reads references', () => {
  expect(parseRef('a/b')).toEqual({ owner: 'a', name: 'b', ref: 'latest' });
  expect(parseRef('a/b@3')).toEqual({ owner: 'a', name: 'b', ref: '3' });
  expect(parseRef('a/b@sha256:00')).toEqual({ owner: 'a', name: 'b', ref: 'sha256:00' });
  expect(() => parseRef('mobilenet')).toThrow('"mobilenet" is not a reference');
});

it('tells runs from models', () => {
  expect([runIdOf(id), runIdOf(`run:${id}`), runIdOf('a/b')]).toEqual([id, id, null]);
  expect([importIdOf(id), importIdOf(`import:${id}`), importIdOf('import:a')]).toEqual([null, id, null]);
  expect(() => parseRunId('a/b')).toThrow('"a/b" is not the id of a run');
});
