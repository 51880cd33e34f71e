import { expect, it } from 'vitest';
import { inferShapes, layerTable, parameterCount } from './shapes.js';
import { outputOf } from './order.js';
import { cutAt } from './surgery.js';
import { nsfwjsFiles, read } from './testing/models.js';
import { networkOf } from './testing/networks.js';

const mobilenet = read(nsfwjsFiles('mobilenet_v2'));

it('follows free extents through a network', () => {
  const shapes = inferShapes(cutAt(mobilenet, 'out_relu'), [null, null, 3]);
  expect(shapes.of(outputOf('out_relu'))).toEqual([null, null, 1280]);
  expect(inferShapes(mobilenet).of(outputOf('out_relu'))).toEqual([7, 7, 1280]);
});

it('counts parameters as Keras does', () => {
  // Keras documents 2,257,984 for MobileNetV2 1.0 without its top.
  expect(parameterCount(mobilenet, { layer: 'out_relu', kind: 'pooling' })).toBe(2_257_984);
  expect(parameterCount(mobilenet)).toBe(2_257_984 + 1280 * 256 + 256 + 256 * 128 + 128 + 128 * 5 + 5);
});

it('lists a row a layer, those of the top marked', () => {
  const rows = layerTable(mobilenet, { layer: 'out_relu', kind: 'pooling' });
  expect(rows).toHaveLength(162);
  expect(rows[2]).toEqual({
    name: 'Conv1',
    className: 'Conv2D',
    outputShape: [112, 112, 32],
    parameters: 864,
    trainable: false,
    inTop: false,
    inputs: [rows[1]!.name],
    onSpine: true,
  });
  expect(rows.filter(({ inTop }) => inTop).map(({ className }) => className)).toEqual([
    'AveragePooling2D',
    ...['Flatten', 'Dense', 'Dropout', 'Dense', 'Dropout', 'Dense'],
  ]);
});

it('tells the layers that all above is computed from', () => {
  const rows = layerTable(mobilenet, { layer: 'out_relu', kind: 'pooling' });
  const row = (name: string) => rows.find((candidate) => candidate.name === name)!;
  expect(row('block_2_add').inputs).toEqual(['block_1_project_BN', 'block_2_project_BN']);
  expect(row('block_2_add').onSpine).toBe(true);
  expect(row('block_2_expand').onSpine).toBe(false); // block_1's output is still to be added
});

it('takes a few milliseconds for a MobileNetV2', () => {
  const seconds = Array.from({ length: 9 }, () => {
    const start = performance.now();
    inferShapes(mobilenet);
    return performance.now() - start;
  });
  // 1 ms when the machine is idle.
  expect(Math.min(...seconds)).toBeLessThan(10);
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
