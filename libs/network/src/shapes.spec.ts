import { expect, it } from 'vitest';
import { inferShapes, layerTable, parameterCount } from './shapes.js';
import { outputOf } from './order.js';
import { cutAt } from './surgery.js';
import { read, starterFiles } from './testing/models.js';
import { networkOf } from './testing/networks.js';

const lite = read(starterFiles('efficientnet-lite0'));

it('follows free extents through a network', () => {
  const shapes = inferShapes(cutAt(lite, 'top_activation'), [null, null, 3]);
  expect(shapes.of(outputOf('top_activation'))).toEqual([null, null, 1280]);
  expect(inferShapes(lite).of(outputOf('top_activation'))).toEqual([7, 7, 1280]);
});

it('counts parameters as Keras does', () => {
  expect(parameterCount(lite, { layer: 'top_activation', kind: 'pooling' })).toBe(3_413_024);
  expect(parameterCount(lite)).toBe(3_413_024 + 1280 * 1000 + 1000);
});

it('lists one row per layer and marks those of the top', () => {
  const rows = layerTable(lite, { layer: 'top_activation', kind: 'pooling' });
  expect(rows).toHaveLength(lite.layers.length);
  expect(rows[1]).toEqual({
    name: 'stem_conv',
    className: 'Conv2D',
    outputShape: [112, 112, 32],
    parameters: 864,
    trainable: true,
    inTop: false,
    inputs: [rows[0]!.name],
    onSpine: true,
  });
  expect(rows.filter(({ inTop }) => inTop).map(({ className }) => className)).toEqual([
    'GlobalAveragePooling2D',
    'Dropout',
    'Dense',
  ]);
});

it('tells the layers that all above is computed from', () => {
  const rows = layerTable(lite, { layer: 'top_activation', kind: 'pooling' });
  const row = (name: string) => rows.find((candidate) => candidate.name === name)!;
  expect(row('block2b_add').inputs).toEqual(['block2a_project_bn', 'block2b_project_bn']);
  expect(row('block2b_add').onSpine).toBe(true);
  expect(row('block2b_expand_conv').onSpine).toBe(false); // the output of block2a is still to be added
});

it.each([
  [
    'a window larger than the map',
    { kernel_size: 5, filters: 2 },
    [3, 8, 1],
    /gets 3 × 8, too small for its window of 5 × 5/,
  ],
  ['a vector for a convolution', { kernel_size: 1, filters: 2 }, [3], /takes 3 dimensions after the batch, received 3/],
  ['unknown channels', { kernel_size: 1, filters: 2 }, [3, 3, null], /needs a known number of channels/],
])('refuses %s', (_, config, shape, message) => {
  expect(() => networkOf({ input: shape }, [['layer', 'Conv2D', config, 'input']])).toThrow(message);
});

it('refuses weights that do not fit the shape', () => {
  const network = networkOf({ input: [6] }, [['dense', 'Dense', { units: 2 }, 'input']]);
  expect(() => inferShapes(network, [7])).toThrow(
    '"dense" (Dense) gets 7, for which its kernel would be 7 × 2; it is 6 × 2',
  );
});
