import { InvalidInput } from '#graft/problems';
import { expect, it } from 'vitest';
import { onnxRuntime } from './onnx-runtime.js';
import { TestNetwork, testBatch } from './testing/networks.js';
import { tfjsWasm } from './tfjs/engine.js';

const SIZE = 6;
const CLASSES = 3;

const convolution = {
  filters: 4,
  kernel_size: [3, 3],
  strides: [2, 2],
  padding: 'same',
  data_format: 'channels_last',
  dilation_rate: [1, 1],
  groups: 1,
  activation: 'relu',
  use_bias: true,
};

const network = (size: number | null = SIZE) =>
  new TestNetwork([size, size, 2])
    .add('Conv2D', convolution, { kernel: [3, 3, 2, 4], bias: [4] })
    .add('Dropout', { rate: 0.5, noise_shape: null })
    .add('GlobalAveragePooling2D', { data_format: 'channels_last', keepdims: false })
    .dense(4, CLASSES, 'softmax')
    .network();

it('puts out what the training engine predicts, for batches of any size', async () => {
  const trainer = await tfjsWasm.trainer(network(), {
    optimizer: 'sgd',
    loss: 'categorical-crossentropy',
    seed: 1,
  });
  const session = await onnxRuntime.load(network());
  expect(session.inputShape).toEqual([SIZE, SIZE, 2]);
  expect(session.outputShape).toEqual([CLASSES]);
  for (const count of [1, 5]) {
    const { x } = testBatch(count, SIZE * SIZE * 2, CLASSES);
    const output = await session.run(x, count);
    const predicted = await trainer.predict([x], count);
    expect(output).toHaveLength(count * CLASSES);
    output.forEach((value, index) => expect(value).toBeCloseTo(predicted[index]!, 5));
  }
  await session.dispose();
  await trainer.dispose();
});

it('refuses a network whose input may have any size', async () => {
  await expect(onnxRuntime.load(network(null))).rejects.toThrow(InvalidInput);
  await expect(onnxRuntime.load(network(null))).rejects.toThrow('any size');
});

it('refuses a network with several outputs', async () => {
  const single = network();
  const several = { ...single, outputs: [...single.outputs, ...single.outputs] };
  await expect(onnxRuntime.load(several)).rejects.toThrow('one input and one output');
});
