import { expect, it } from 'vitest';
import { HEIGHT, slabsOf, WIDTH } from './slabs';

const mobilenet = [
  [224, 3],
  [112, 96],
  [56, 144],
  [28, 192],
  [14, 576],
  [7, 1280],
  [1, 5],
];
const corners = (points: string) => points.split(' ').map((corner) => corner.split(',').map(Number));

it('stays within the picture, whatever the network', () => {
  const long = Array.from({ length: 12 }, (_, index) => [512 / 2 ** Math.floor(index / 2), 4096]);
  for (const outline of [mobilenet, long, [[8, 3]], [[1, 100_000]]])
    for (const { front, top, side } of slabsOf(outline))
      for (const [x, y] of [front, top, side].flatMap(corners)) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(WIDTH);
        expect(y).toBeGreaterThanOrEqual(0);
        expect(y).toBeLessThanOrEqual(HEIGHT);
      }
});

it('goes down with the feature maps, and ends in the answer', () => {
  const slabs = slabsOf(mobilenet);
  expect(slabs.map(({ kind }) => kind)).toEqual(['input', 'map', 'map', 'map', 'map', 'map', 'vector']);
  const heights = slabs.slice(0, -1).map(({ front }) => {
    const [[, up], , [, down]] = corners(front) as [number[], number[], number[]];
    return down! - up!;
  });
  expect(heights).toEqual([...heights].sort((a, b) => b - a));
});
