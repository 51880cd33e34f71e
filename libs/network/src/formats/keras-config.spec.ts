import { describe, expect, it } from 'vitest';
import { outputOf } from '../order.js';
import { inferShapes } from '../shapes.js';
import { withRandomWeights } from '../testing/networks.js';
import { randomNumbers, runOnnx } from '../testing/run.js';
import { kerasGeneration, readKerasTopology } from './keras-config.js';

type Json = Record<string, unknown>;

const layer = (className: string, name: string, config: Json = {}, inbound_nodes: unknown[] = []): Json => ({
  class_name: className,
  name,
  config: { name, ...config },
  inbound_nodes,
});
const input = (name: string, ...shape: (number | null)[]) =>
  layer('InputLayer', name, { batch_input_shape: [null, ...shape] });
const from = (...names: string[]) => [names.map((name) => [name, 0, 0, {}])];
const functional = (name: string, layers: Json[], inputs: string[], outputs: unknown[]): Json => ({
  class_name: 'Functional',
  name,
  config: { name, layers, input_layers: inputs.map((each) => [each, 0, 0]), output_layers: outputs },
});
const sequential = (name: string, layers: Json[]): Json => ({
  class_name: 'Sequential',
  name,
  config: { name, layers },
});
const names = (config: Json) => readKerasTopology(config, 2).topology.layers.map((each) => each.name);

describe('nested models', () => {
  const body = (name: string) =>
    functional(
      name,
      [input('in', 8, 8, 3), layer('Conv2D', 'conv', { filters: 4, kernel_size: 3 }, from('in'))],
      ['in'],
      [['conv', 0, 0]],
    );

  it('dissolve; a layer keeps its name where no other has it', () => {
    const model = sequential('outer', [
      sequential('inner', [body('trunk'), layer('GlobalAveragePooling2D', 'gap')]),
      sequential('head', [layer('Dense', 'dense', { units: 2, batch_input_shape: [null, 4] })]),
    ]);
    const { topology, paths } = readKerasTopology(model, 2);
    expect(topology.layers.map((each) => each.name)).toEqual(['in', 'conv', 'gap', 'dense']);
    expect(paths.get('conv')).toEqual(['inner', 'trunk', 'conv']);
    expect(topology.layers[1]!.calls).toEqual([[outputOf('in')]]);
    expect(topology.layers[3]!.weights[0]).toEqual({
      name: 'dense/kernel',
      shape: [4, 2],
      stored: { dtype: 'float32' },
    });
  });

  it('put their name in front where two layers have the same', () => {
    const model = functional(
      'outer',
      [
        input('image', 8, 8, 3),
        { ...body('left'), inbound_nodes: from('image') },
        { ...body('right'), inbound_nodes: from('image') },
        layer('Add', 'add', {}, from('left', 'right')),
      ],
      ['image'],
      [['add', 0, 0]],
    );
    expect(names(model)).toEqual(['image', 'left_conv', 'right_conv', 'add']);
  });

  it.each([
    ['from 0', [0, 1]],
    ['from 1, as Keras 2 does', [1, 2]],
  ])('are shared when called twice, calls counted %s', async (_, [first, second]) => {
    const model = functional(
      'outer',
      [
        input('a', 8, 8, 3),
        input('b', 8, 8, 3),
        { ...body('trunk'), inbound_nodes: [[['a', 0, 0, {}]], [['b', 0, 0, {}]]] },
        layer('Subtract', 'difference', {}, [
          [
            ['trunk', first, 0, {}],
            ['trunk', second, 0, {}],
          ],
        ]),
      ],
      ['a', 'b'],
      [['difference', 0, 0]],
    );
    const { topology } = readKerasTopology(model, 2);
    expect(topology.layers.find(({ name }) => name === 'conv')!.calls).toEqual([[outputOf('a')], [outputOf('b')]]);
    const image = randomNumbers([1, 8, 8, 3]);
    const [nothing] = await runOnnx(withRandomWeights(topology), [image, image]);
    expect(Math.max(...nothing!.data.map(Math.abs))).toBe(0);
  });
});

it('reads Keras 3: modules, batch_shape, tensors as objects', () => {
  const tensor = (name: string) => ({
    class_name: '__keras_tensor__',
    config: { shape: [null, 4], keras_history: [name, 0, 0] },
  });
  const model = functional(
    'model',
    [
      { ...layer('InputLayer', 'in', { batch_shape: [null, 4] }), module: 'keras.layers' },
      layer(
        'Dense',
        'a',
        { units: 3, dtype: { module: 'keras', class_name: 'DTypePolicy', config: { name: 'float32' } } },
        [{ args: [tensor('in')], kwargs: {} }],
      ),
      layer('Dense', 'b', { units: 3, activation: { module: 'builtins', class_name: 'function', config: 'silu' } }, [
        { args: [tensor('in')], kwargs: { training: false } },
      ]),
      layer('Add', 'sum', {}, [{ args: [[tensor('a'), tensor('b')]], kwargs: { mask: null } }]),
    ],
    ['in'],
    ['sum', 0, 0],
  );
  const { topology } = readKerasTopology(model, 3);
  expect(topology.layers.map(({ className, calls }) => [className, calls])).toEqual([
    ['InputLayer', [[]]],
    ['Dense', [[outputOf('in')]]],
    ['Dense', [[outputOf('in')]]],
    ['Add', [[outputOf('a'), outputOf('b')]]],
  ]);
  expect(topology.layers[2]!.config.activation).toBe('swish');
  expect(topology.outputs).toEqual([outputOf('sum')]);
});

it('reads Keras 1: names and settings of old', () => {
  const model = sequential('old', [
    layer('Convolution2D', 'conv', {
      ...{
        nb_filter: 4,
        nb_row: 3,
        nb_col: 2,
        border_mode: 'same',
        subsample: [2, 2],
        dim_ordering: 'tf',
        bias: false,
      },
      batch_input_shape: [null, 8, 8, 3],
    }),
    layer('MaxPooling2D', 'pool', { pool_size: [2, 2], strides: null, border_mode: 'valid', dim_ordering: 'tf' }),
    layer('Flatten', 'flat'),
    layer('Dropout', 'drop', { p: 0.25 }),
    layer('Dense', 'dense', { output_dim: 2, activation: 'softmax' }),
  ]);
  const { topology } = readKerasTopology(model, 1);
  expect(topology.layers[1]).toMatchObject({
    className: 'Conv2D',
    config: { filters: 4, kernel_size: [3, 2], padding: 'same', strides: [2, 2], use_bias: false },
  });
  expect(topology.layers[4]!.config.rate).toBe(0.25);
  expect(inferShapes(topology).of(outputOf('dense'))).toEqual([2]);
});

it('knows a generation by its version', () => {
  expect(['1.2.2', '2.14.0', '3.11.3', 'tfjs-layers 1.3.1', undefined].map(kerasGeneration)).toEqual([1, 2, 3, 2, 2]);
});

describe('refuses', () => {
  const small = (...layers: Json[]) => sequential('model', [input('in', 4), ...layers]);
  const deep = (depth: number): Json => sequential('m', [depth === 0 ? layer('Flatten', 'flat') : deep(depth - 1)]);
  const dangling = [input('in', 4), layer('Dense', 'a', { units: 2 }, from('gone'))];
  const cyclic = [input('in', 4), layer('Add', 'a', {}, from('in', 'b')), layer('ReLU', 'b', {}, from('a'))];
  const twice = [input('in', 4), layer('ReLU', 'a', {}, from('in')), layer('ReLU', 'a', {}, from('in'))];

  it.each<[string, Json, RegExp]>([
    [
      'code of its own',
      small(layer('Lambda', 'scale', { function: ['4wEAAA==', null, null] })),
      /Layer "scale" is of class Lambda/,
    ],
    ['a custom class', small(layer('MyLayer', 'mine', {})), /Layer "mine" is of class MyLayer/],
    [
      'a custom activation',
      small(layer('Dense', 'dense', { units: 2, activation: 'mine' })),
      /"dense".*unknown activation function: "mine"/,
    ],
    ['a missing setting', small(layer('Dense', 'dense', {})), /Layer "dense" \(Dense\): "units" is missing/],
    [
      'absurd units',
      small(layer('Dense', 'dense', { units: 1e12 })),
      /"units" is 1000000000000; accepted: whole numbers/,
    ],
    [
      'a window that does not fit',
      sequential('m', [input('in', 2, 2, 1), layer('Conv2D', 'c', { filters: 1, kernel_size: 3 })]),
      /too small/,
    ],
    [
      'an input that is not there',
      functional('m', dangling, ['in'], [['a', 0, 0]]),
      /refers to output 0 of call 0 of layer "gone"/,
    ],
    ['a cycle', functional('m', cyclic, ['in'], [['b', 0, 0]]), /The layers form a cycle through "[ab]"/],
    ['two layers of one name', functional('m', twice, ['in'], [['a', 0, 0]]), /Two layers are called "a"/],
    ['an endless nesting', deep(40), /nested more than 16 deep/],
    ['a class that is no model', { class_name: 'Transformer', config: {} }, /class "Transformer"/],
    ['no layers', sequential('empty', []), /"empty" has no layers/],
    [
      'no shape of the input',
      sequential('m', [layer('Dense', 'd', { units: 2 })]),
      /"d_input" \(InputLayer\): "batch_input_shape" is missing/,
    ],
    [
      'a call with other arguments',
      functional(
        'm',
        [input('in', 4), layer('LSTM', 'l', { units: 2 }, [[['in', 0, 0, { mask: 1 }]]])],
        ['in'],
        [['l', 0, 0]],
      ),
      /"l" is called with an argument "mask"/,
    ],
    [
      'a sea of layers',
      functional(
        'm',
        Array.from({ length: 20_001 }, () => ({})),
        ['in'],
        [['a', 0, 0]],
      ),
      /has 20001 layers/,
    ],
  ])('%s', (_, config, message) => {
    expect(() => readKerasTopology(config, 2)).toThrow(message);
    expect(() => readKerasTopology(config, 2)).toThrow(expect.objectContaining({ type: 'model-refused' }));
  });

  it('lists nested deeper than can be read', () => {
    let nested: unknown = 'in';
    for (let i = 0; i < 100_000; i++) nested = [nested];
    const model = functional('m', [input('in', 4), layer('ReLU', 'relu', {}, [nested])], ['in'], [['relu', 0, 0]]);
    expect(() => readKerasTopology(model, 2)).toThrow(/nests lists and objects more than 256 deep/);
  });

  it('calls multiplied by nesting', () => {
    const calls = Array.from({ length: 50 }, () => [['in', 0, 0, {}]]);
    let model = functional('m0', [input('in', 4), layer('ReLU', 'relu', {}, from('in'))], ['in'], [['relu', 0, 0]]);
    for (let i = 1; i <= 4; i++) {
      model = functional(`m${i}`, [input('in', 4), { ...model, inbound_nodes: calls }], ['in'], [[`m${i - 1}`, 0, 0]]);
    }
    expect(() => readKerasTopology(model, 2)).toThrow(/layers are called \d+ times/);
  });
});
