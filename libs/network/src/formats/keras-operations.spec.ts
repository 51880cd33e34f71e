import { expect, it } from 'vitest';
import { randomNumbers, runOnnx } from '../testing/run.js';
import { readKerasTopology } from './keras-config.js';

const input = { class_name: 'InputLayer', name: 'x', config: { batch_shape: [null, 3] }, inbound_nodes: [] };
const tensor = (layer: string) => ({ class_name: '__keras_tensor__', config: { keras_history: [layer, 0, 0] } });
const x = [randomNumbers([2, 3])] as const;

async function run(layers: object[], output: string) {
  const config = {
    name: 'm',
    layers: [input, ...layers],
    input_layers: [['x', 0, 0]],
    output_layers: [[output, 0, 0]],
  };
  const { topology } = readKerasTopology({ class_name: 'Functional', config }, 3);
  const network = { ...topology, layers: topology.layers.map((layer) => ({ ...layer, weights: [] })) };
  const [result] = await runOnnx(network, [...x]);
  return [...result!.data];
}

const expected = (change: (value: number) => number): number[] =>
  [...x[0].data].map((value) => expect.closeTo(change(value), 5) as number);

it("reads a number that Keras 3's operations add or multiply", async () => {
  const layers = [
    { class_name: 'Add', name: 'add', config: {}, inbound_nodes: [{ args: [tensor('x'), 3], kwargs: {} }] },
    {
      class_name: 'Multiply',
      name: 'multiply',
      config: {},
      inbound_nodes: [{ args: [tensor('add'), 0.5], kwargs: {} }],
    },
  ];
  expect(await run(layers, 'multiply')).toEqual(expected((value) => (value + 3) * 0.5));
});

it('reads a number that a TFOpLambda of tf.keras adds or multiplies', async () => {
  const lambda = (name: string, fn: string, from: string, y: number) => ({
    ...{ class_name: 'TFOpLambda', name, config: { name, function: fn } },
    inbound_nodes: [[from, 0, 0, { y, name: null }]],
  });
  const layers = [lambda('sum', '__operators__.add', 'x', 3), lambda('product', 'math.multiply', 'sum', 0.5)];
  expect(await run(layers, 'product')).toEqual(expected((value) => (value + 3) * 0.5));
});

it('refuses other operations by name', async () => {
  const layer = {
    class_name: 'TFOpLambda',
    name: 'f',
    config: { function: 'io.read_file' },
    inbound_nodes: [['x', 0, 0, {}]],
  };
  await expect(run([layer], 'f')).rejects.toThrow(/"f" is of class TFOpLambda/);
});

it("reads InceptionResNetV2's own layer, x + scale · y", async () => {
  const layers = [
    { class_name: 'Activation', name: 'y', config: { activation: 'relu' }, inbound_nodes: [[['x', 0, 0, {}]]] },
    {
      ...{ class_name: 'Custom>CustomScaleLayer', name: 'scaled', config: { scale: 0.17 } },
      inbound_nodes: [
        [
          ['x', 0, 0, {}],
          ['y', 0, 0, {}],
        ],
      ],
    },
  ];
  expect(await run(layers, 'scaled')).toEqual(expected((value) => value + 0.17 * Math.max(value, 0)));
});
