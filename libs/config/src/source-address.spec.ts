import { describe, expect, it } from 'vitest';
import { covers, formatSource, parseSource, plainKey } from './source-address.js';

describe('the address of a source', () => {
  it.each([
    ['s3://models', { kind: 's3', bucket: 'models', prefix: '' }],
    ['s3://models/', { kind: 's3', bucket: 'models', prefix: '' }],
    ['s3://my.models-2/zoo/vision/', { kind: 's3', bucket: 'my.models-2', prefix: 'zoo/vision' }],
    // As S3 keeps keys: a prefix is plain text, nothing in it is decoded.
    ['s3://models/%2e%2e/ä b?x#y', { kind: 's3', bucket: 'models', prefix: '%2e%2e/ä b?x#y' }],
    ['s3://models/...', { kind: 's3', bucket: 'models', prefix: '...' }],
    ['/srv/models', { kind: 'folder', path: '/srv/models' }],
    ['/srv/models/', { kind: 'folder', path: '/srv/models' }],
    ['/srv/..models/a b', { kind: 'folder', path: '/srv/..models/a b' }],
    ['/', { kind: 'folder', path: '/' }],
  ])('%s is read', (text, source) => {
    expect(parseSource(text)).toEqual(source);
    expect(parseSource(formatSource(parseSource(text)))).toEqual(source);
  });

  it.each([
    '',
    ' ',
    '.',
    '..',
    'models',
    './models',
    '../models',
    '~/models',
    's3:',
    's3:/models',
    's3://',
    's3:///',
    's3:///../../home/x',
    's3:////etc',
    's3://./../etc',
    's3://../../etc',
    's3://..',
    's3://models/..',
    's3://models/../secrets',
    's3://models/a/../../secrets',
    's3://models/./a',
    's3://models//a',
    's3://models/a//',
    's3://models/a\0b',
    's3://models/a\nb',
    's3://models/\ud800',
    's3://models\0',
    's3://models\\..\\x',
    's3://Models',
    's3://mo_dels',
    's3://mo',
    's3://-models',
    's3://models-',
    's3://mo..dels',
    's3://mo.-dels',
    's3://127.0.0.1/x',
    's3://user:key@models/x',
    's3://models:9000/x',
    's3://models?x',
    `s3://${'m'.repeat(64)}`,
    `s3://models/${'a'.repeat(1025)}`,
    'S3://models',
    ' s3://models',
    'file:///etc',
    'http://169.254.169.254/',
    'gs://models',
    '//etc',
    '/srv/../etc',
    '/srv/models/..',
    '/srv/./models',
    '/srv//models',
    '/srv/models//',
    '/srv/mo\0dels',
    '/srv/\ud800',
    `/${'a'.repeat(5000)}`,
  ])('%j is refused, with the reason', (text) => {
    expect(() => parseSource(text)).toThrow(/is not a source of models: .{20,}/);
  });
});

describe('what lies within a source', () => {
  it.each([
    ['s3://models', 's3://models', true],
    ['s3://models', 's3://models/zoo', true],
    ['s3://models/zoo', 's3://models/zoo/vision', true],
    ['s3://models/zoo', 's3://models/zoology', false],
    ['s3://models/zoo', 's3://models', false],
    ['s3://models', 's3://models-private', false],
    ['s3://models', 's3://models.private/zoo', false],
    ['/srv/models', '/srv/models/zoo', true],
    ['/srv/models', '/srv/models-private', false],
    ['/srv/models', '/srv', false],
    ['/', '/srv/models', true],
    ['/models', 's3://models', false],
    ['s3://models', '/models', false],
  ])('%s covers %s: %s', (outer, inner, expected) => {
    expect(covers(parseSource(outer), parseSource(inner))).toBe(expected);
  });
});

it.each([
  ['a', true],
  ['a/b..c/...', true],
  ['', false],
  ['..', false],
  ['a/../b', false],
  ['a/./b', false],
  ['/a', false],
  ['a//b', false],
  ['a/', false],
  ['a\0', false],
])('the key %j leads to one place below the source: %s', (key, expected) => {
  expect(plainKey(key)).toBe(expected ? key : null);
});
