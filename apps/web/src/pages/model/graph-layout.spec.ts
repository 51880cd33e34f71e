import { expect, it } from 'vitest';
import { drawNetwork } from './graph-layout';
import type { Layer } from './layers';

const layer = (name: string, inputs: string[], rest: Partial<Layer> = {}): Layer => ({
  name,
  className: 'Conv2D',
  outputShape: [8, 8, 4],
  parameters: 0,
  trainable: true,
  inTop: false,
  inputs,
  onSpine: true,
  ...rest,
});
const layers = [
  layer('image', []),
  layer('stem', ['image']),
  layer('left', ['stem'], { onSpine: false }),
  layer('right', ['stem'], { onSpine: false }),
  layer('sum', ['left', 'right', 'stem']),
  layer('answer', ['sum'], { inTop: true }),
];
const boundaries = { top: 'sum', cut: 'sum' };

it('draws a closed block as one node, with one edge in', () => {
  const { nodes, edges } = drawNetwork(layers, new Set(), boundaries);
  expect(nodes.map(({ id, layers }) => [id, layers])).toEqual([
    ['stem', 2],
    ['sum', 3],
    ['answer', 1],
  ]);
  expect(edges.map(({ source, target }) => [source, target])).toEqual([
    ['stem', 'sum'],
    ['sum', 'answer'],
  ]);
  expect(nodes.map(({ part, after }) => [part, after])).toEqual([
    ['backbone', null],
    ['backbone', 'top'],
    ['top', null],
  ]);
});

it('draws the layers of an open block side by side where they branch, each below what it reads', () => {
  const { nodes, edges } = drawNetwork(layers, new Set(['sum']), boundaries);
  const at = (id: string) => nodes.find((node) => node.id === id)!;
  expect(at('left').y).toBe(at('right').y);
  expect(at('left').x).not.toBe(at('right').x);
  for (const { source, target } of edges) expect(at(source).y).toBeLessThan(at(target).y);
  expect(edges).toHaveLength(6);
});
