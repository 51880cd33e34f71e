import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { digestOf } from '#graft/artifact';
import { dropOldest, FeatureCache, networkDigest, recordBytes, type FeatureKey } from './feature-cache.js';

const key: FeatureKey = {
  prefix: digestOf(Buffer.from('prefix')),
  preprocessing: {
    size: [224, 224],
    channels: 3,
    resize: 'squash',
    interpolation: 'bilinear',
    scale: 1 / 127.5,
    mean: [1, 1, 1],
    std: [1, 1, 1],
    channelOrder: 'rgb',
  },
  view: 'plain',
  madeBy: { code: 'a', inference: 'onnxruntime 1', images: { vips: '8' }, processor: 'x64' },
};
const image = (name: string) => digestOf(Buffer.from(name));
const open = (changed: Partial<FeatureKey> = {}) => FeatureCache.open(folder, { ...key, ...changed }, 3);
const read = (cache: FeatureCache, name: string) => {
  const target = new Float32Array(5);
  cache.read(image(name), target, 1);
  return [...target.subarray(1, 4)];
};
const segments = () => readdirSync(folder).map((file) => join(folder, file));

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'graft-features-'))));
afterEach(() => rmSync(folder, { recursive: true }));

it('keeps features from one process to the next, in one file', () => {
  const first = open();
  first.append(image('a'), Float32Array.of(1, 2, 3));
  first.append(image('b'), Float32Array.of(4, 5, 6));
  expect(read(first, 'a')).toEqual([1, 2, 3]);
  first.close();

  const second = open();
  expect(second.has(image('b'))).toBe(true);
  expect(read(second, 'b')).toEqual([4, 5, 6]);
  expect(second.has(image('c'))).toBe(false);
  second.close();
  expect(segments()).toHaveLength(1);
});

it('keeps apart what another network, preprocessing, size, code, library or processor made', () => {
  const cache = open();
  cache.append(image('a'), Float32Array.of(1, 2, 3));
  cache.close();
  for (const other of [
    open({ prefix: image('another') }),
    open({ preprocessing: { ...key.preprocessing, scale: 1 / 255 } }),
    FeatureCache.open(folder, key, 4),
    open({ madeBy: { ...key.madeBy, code: 'b' } }),
    open({ madeBy: { ...key.madeBy, inference: 'onnxruntime 2' } }),
    open({ madeBy: { ...key.madeBy, images: { vips: '9' } } }),
    open({ madeBy: { ...key.madeBy, processor: 'arm64' } }),
  ]) {
    expect(other.has(image('a'))).toBe(false);
    other.close();
  }
});

it('lets two processes append at once', () => {
  const [one, two] = [open(), open()];
  one.append(image('a'), Float32Array.of(1, 1, 1));
  two.append(image('b'), Float32Array.of(2, 2, 2));
  one.append(image('c'), Float32Array.of(3, 3, 3));
  two.append(image('a'), Float32Array.of(1, 1, 1));
  one.close();
  two.close();
  const later = open();
  expect(['a', 'b', 'c'].map((name) => later.has(image(name)) && read(later, name)[0])).toEqual([1, 2, 3]);
  later.close();
});

it('drops a torn tail and goes on', () => {
  const cache = open();
  cache.append(image('a'), Float32Array.of(1, 2, 3));
  cache.append(image('b'), Float32Array.of(4, 5, 6));
  cache.close();
  truncateSync(segments()[0]!, 2 * recordBytes(3) - 1);
  const after = open();
  expect(after.has(image('a'))).toBe(true);
  expect(after.has(image('b'))).toBe(false);
  after.append(image('b'), Float32Array.of(7, 8, 9));
  after.close();
  appendFileSync(segments()[0]!, 'half a record');
  const again = open();
  expect(read(again, 'b')).toEqual([7, 8, 9]);
  again.close();
});

it('does not believe a damaged record, and deletes the file that has it', () => {
  const cache = open();
  cache.append(image('a'), Float32Array.of(1, 2, 3));
  cache.close();
  const bytes = readFileSync(segments()[0]!);
  bytes[bytes.length - 1]! ^= 1;
  writeFileSync(segments()[0]!, bytes);
  const after = open();
  expect(after.has(image('a'))).toBe(false);
  expect(segments()).toEqual([]);
  after.append(image('a'), Float32Array.of(1, 2, 3));
  after.close();
  const again = open();
  expect(read(again, 'a')).toEqual([1, 2, 3]);
  again.close();
});

it('tells what it found from what was added, and forgets all of it when cleared', () => {
  const first = open();
  first.append(image('a'), Float32Array.of(1, 2, 3));
  first.close();
  const [cache, other] = [open(), open({ prefix: image('another') })];
  cache.append(image('b'), Float32Array.of(4, 5, 6));
  other.append(image('a'), Float32Array.of(7, 8, 9));
  expect(['a', 'b', 'c'].map((name) => cache.isOlder(image(name)))).toEqual([true, false, false]);
  cache.clear();
  expect(cache.has(image('a'))).toBe(false);
  expect(segments()).toHaveLength(1); // the other's
  other.close();
});

it('drops what was not used for a month', () => {
  const cache = open();
  cache.append(image('a'), Float32Array.of(1, 2, 3));
  cache.close();
  const day = 24 * 3600_000;
  dropOldest(folder, 1e9, Date.now() + 29 * day);
  expect(segments()).toHaveLength(1);
  dropOldest(folder, 1e9, Date.now() + 31 * day);
  expect(segments()).toEqual([]);
});

it('drops the least recently used features, while readers continue', () => {
  const [old, fresh] = [open(), open({ prefix: image('another') })];
  old.append(image('a'), Float32Array.of(1, 2, 3));
  utimesSync(segments()[0]!, 1, 1);
  fresh.append(image('a'), Float32Array.of(4, 5, 6));
  dropOldest(folder, recordBytes(3));
  expect(segments()).toHaveLength(1);
  expect(read(old, 'a')).toEqual([1, 2, 3]);
  old.close();
  fresh.close();
  const later = open({ prefix: image('another') });
  expect(later.has(image('a'))).toBe(true);
  later.close();
});

it("changes a network's digest with any byte of its weights, not with its name", () => {
  const network = (name: string, ...bytes: number[]) => ({
    name,
    layers: [
      {
        name: 'dense',
        className: 'Dense',
        config: { units: 1 },
        trainable: true,
        calls: [],
        weights: [
          { name: 'dense/kernel', shape: [1], stored: { dtype: 'uint8' as const }, bytes: Uint8Array.from(bytes) },
        ],
      },
    ],
    inputs: [],
    outputs: [],
    kerasVersion: 2 as const,
  });
  expect(networkDigest(network('a', 1))).toBe(networkDigest(network('b', 1)));
  expect(networkDigest(network('a', 1))).not.toBe(networkDigest(network('a', 2)));
});
