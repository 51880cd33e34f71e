import { expect, it } from 'vitest';
import { outlineOf } from './outline.js';
import { read, starterFiles } from './testing/models.js';
import { networkOf } from './testing/networks.js';

it('draws an EfficientNet-Lite0 as the stages between which its maps shrink', () => {
  expect(outlineOf(read(starterFiles('efficientnet-lite0')))).toEqual([
    [224, 3],
    [112, 96],
    [56, 144],
    [28, 240],
    [14, 672],
    [7, 1280],
    [1, 1000],
  ]);
});

it('takes free extents for those of a usual photograph', () => {
  const free = networkOf({ image: [null, null, 3] }, [
    ['conv', 'Conv2D', { filters: 4, kernel_size: 1, strides: 2 }, 'image'],
  ]);
  expect(outlineOf(free)).toEqual([
    [224, 3],
    [112, 4],
  ]);
});

it('is not misled by paddings', () => {
  const padded = networkOf({ image: [32, 32, 3] }, [
    ['pad', 'ZeroPadding2D', { padding: 1 }, 'image'],
    ['conv', 'Conv2D', { filters: 4, kernel_size: 3 }, 'pad'],
    ['valid', 'Conv2D', { filters: 8, kernel_size: 3 }, 'conv'],
    ['pad2', 'ZeroPadding2D', { padding: 1 }, 'valid'],
    ['pool', 'GlobalAveragePooling2D', {}, 'pad2'],
  ]);
  expect(outlineOf(padded)).toEqual([
    [32, 3],
    [30, 8],
    [1, 8],
  ]);
});
