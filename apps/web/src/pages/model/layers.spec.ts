import { expect, it } from 'vitest';
import { blocksOf, type Layer, nameOf, partsOf, stageEnds, tableRows } from './layers';

const layer = (name: string, className: string, extent: number, rest: Partial<Layer> = {}): Layer => ({
  name,
  className,
  outputShape: extent === 1 ? [8] : [extent, extent, 8],
  parameters: 0,
  trainable: true,
  inTop: false,
  inputs: [],
  onSpine: true,
  ...rest,
});
const branch = { onSpine: false };
const top = { inTop: true };

/** As residual networks are: convolutions in line, an inverted residual, a padded reduction, a top. */
const layers = [
  layer('image', 'InputLayer', 32),
  layer('first_pad', 'ZeroPadding2D', 33),
  layer('conv', 'Conv2D', 16, { parameters: 9 }),
  layer('relu', 'ReLU', 16),
  layer('expand', 'Conv2D', 16, branch),
  layer('expand_bn', 'BatchNormalization', 16, branch),
  layer('project', 'Conv2D', 16, branch),
  layer('add', 'Add', 16),
  layer('pad', 'ZeroPadding2D', 17),
  layer('reduce', 'DepthwiseConv2D', 8),
  layer('features', 'ReLU', 8),
  layer('pool', 'GlobalAveragePooling2D', 1, top),
  layer('answer', 'Dense', 1, top),
];

it('ends a stage where the map that all above is computed from shrinks, once something was learnt', () => {
  expect([...stageEnds(layers)]).toEqual(['add', 'features']);
});

it('draws the boundary of the top once, and freeze points below it', () => {
  const rows = tableRows(layers, 'features', 'features');
  expect(rows.filter(({ kind }) => kind === 'layer')).toHaveLength(layers.length);
  expect(rows.filter(({ kind }) => kind !== 'layer')).toEqual([
    { kind: 'freeze', after: 'add' },
    { kind: 'top', after: 'features' },
  ]);
});

it('shows where heads are grafted where that is below the top', () => {
  const rows = tableRows(layers, 'features', 'relu').filter(({ kind }) => kind !== 'layer');
  expect(rows.map(({ kind }) => kind)).toEqual(['cut', 'freeze', 'top']);
});

it('cuts a network into blocks that keep every layer, branches together', () => {
  const blocks = blocksOf(layers);
  expect(blocks.flatMap((block) => block.layers)).toEqual(layers);
  expect(blocks.map(({ id }) => id)).toEqual(['relu', 'add', 'features', 'answer']);
});

it('lets no block of a plain chain grow without end', () => {
  const chain = Array.from({ length: 100 }, (_, index) => layer(`conv_${index}`, 'Conv2D', 8));
  expect(Math.max(...blocksOf(chain).map((block) => block.layers.length))).toBeLessThanOrEqual(16);
});

it('names a block as its layers do', () => {
  const named = (...names: string[]) => ({ id: names.at(-1)!, layers: names.map((name) => layer(name, 'ReLU', 8)) });
  expect(nameOf(named('block_2_expand', 'block_2_expand_BN', 'block_2_add'))).toBe('block_2');
  expect(nameOf(named('conv_1', 'add_12'))).toBe('add_12');
});

it('says what a block is made of', () => {
  const [, residual] = blocksOf(layers);
  expect(partsOf(residual!)).toBe('2 × Conv2D, BatchNormalization, Add');
});
