import { open, readFile } from 'node:fs/promises';
import { inflateSync } from 'node:zlib';
import { parse } from 'yaml';
import { expect, it } from 'vitest';
import { InvalidInput, ModelRefused, Unavailable } from '#graft/problems';
import { ObjectUnreadable } from '#graft/storage';
import { findingOf } from './errors.js';

/** What a call throws. */
async function thrownBy(call: () => unknown): Promise<unknown> {
  try {
    await call();
  } catch (error) {
    return error;
  }
  throw new Error('It threw nothing.');
}

it.each<[string, () => unknown]>([
  ['a refusal', () => Promise.reject(new ModelRefused('no'))],
  ['bad input', () => Promise.reject(new InvalidInput('no'))],
  ['a read past the end', () => Buffer.alloc(2).readUInt32LE(0)],
  ['damaged deflate', () => inflateSync(Buffer.from('not deflated'))],
  ['damaged YAML', () => parse('a: [1') as unknown],
  ['bytes that are no text', () => new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array([255]))],
  ['a path with NUL', () => readFile('a\0b')],
  ['an array that is too long', () => new Uint8Array(-1)],
  ['damaged JSON', () => JSON.parse('{') as unknown],
])('%s refuses the model, whether the error has a code or not', async (_, call) => {
  const error = await thrownBy(call);
  expect(findingOf(error)).toEqual({ refused: (error as Error).message });
});

it('an object that cannot be read is left to the next index', () => {
  expect(findingOf(new ObjectUnreadable('not now'))).toEqual({ failed: 'not now' });
});

it.each<[string, () => unknown]>([
  ['a blob store that is away', () => Promise.reject(new Unavailable('away'))],
  ['a file of our own that is gone', () => readFile('/nowhere')],
  ['a folder in place of a file', () => open('/', 'w')],
])('%s says nothing about the model', async (_, call) => {
  const error = await thrownBy(call);
  expect(await thrownBy(() => findingOf(error))).toBe(error);
});
