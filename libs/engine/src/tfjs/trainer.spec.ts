import { tf } from './tf.js';
import { expect, it } from 'vitest';
import { TestNetwork, testBatch } from '../testing/networks.js';
import { tryBackend } from './backend.js';
import { TfjsTrainer } from './trainer.js';

const [WIDTH, CLASSES, COUNT] = [12, 3, 8];

it('holds no tensor beyond those of its weights', async () => {
  await tryBackend('wasm');
  const { x, y } = testBatch(COUNT, WIDTH, CLASSES);
  const batch = { count: COUNT, inputs: [x], targets: y, known: null, weights: new Float32Array(COUNT).fill(1) };
  const network = new TestNetwork([WIDTH]).add('Dropout', { rate: 0.4 }).dense(WIDTH, CLASSES, 'softmax').network();
  const options = { optimizer: 'adam', loss: 'categorical-crossentropy', seed: 42 } as const;
  const train = async (trainer: TfjsTrainer, steps: number) => {
    for await (const _ of trainer.train(
      Array.from({ length: steps }, () => batch),
      () => 0.01,
    ));
  };
  const before = tf.memory().numTensors;
  const trainer = await TfjsTrainer.create(network, options, 'wasm');
  await train(trainer, 2);
  const held = tf.memory().numTensors;
  await train(trainer, 200);
  await trainer.predict([x], COUNT);
  await trainer.state();
  expect(tf.memory().numTensors).toBe(held);
  await trainer.dispose();
  expect(tf.memory().numTensors).toBe(before);
});
