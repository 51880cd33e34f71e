import { expect, it } from 'vitest';
import { InvalidInput, TrainingFailed } from '#graft/problems';
import { pickTrainingEngine, TRAINING_ENGINES } from './pick.js';
import { TestNetwork } from './testing/networks.js';
import type { EngineProbe, TrainerOptions, TrainingEngine } from './training.js';

const options: TrainerOptions = {
  optimizer: 'adam',
  loss: 'categorical-crossentropy',
  seed: 1,
};
const head = (activation = 'softmax') => new TestNetwork([4]).dense(4, 3, activation).network();
const convolution = {
  ...{ filters: 4, kernel_size: [3, 3], strides: [1, 1], padding: 'same', data_format: 'channels_last' },
  ...{ dilation_rate: [1, 1], groups: 1, activation: 'relu', use_bias: false },
};
const deep = () =>
  new TestNetwork([4, 4, 2])
    .add('Conv2D', convolution, { kernel: [3, 3, 2, 4] })
    .add('GlobalAveragePooling2D', { data_format: 'channels_last', keepdims: false })
    .dense(4, 3, 'softmax')
    .network();

const [, wasm, cpu] = TRAINING_ENGINES as [TrainingEngine, TrainingEngine, TrainingEngine];

/** An engine that is not on this machine, or does not train this network. */
const engineThat = (name: string, probe: Partial<EngineProbe>, refusal: string | null = null): TrainingEngine => ({
  name,
  probe: () => Promise.resolve({ available: true, version: '1', why: 'everywhere', ...probe }),
  refuses: () => Promise.resolve(refusal),
  trainer: () => Promise.reject(new Error('not asked to')),
});

it('takes the first engine that does not refuse, and says what the faster ones lack', async () => {
  const absent = engineThat('absent', { available: false, why: 'no library' });
  const unable = engineThat('unable', {}, 'no Conv2D');
  const { engine, why } = await pickTrainingEngine(head(), options, [absent, unable, wasm, cpu]);
  expect(engine).toBe(wasm);
  expect(why).toBe(
    'absent not available: no library; unable cannot train this network: no Conv2D; ' +
      'tfjs-wasm: WebAssembly with SIMD, on one thread',
  );
});

it('leaves convolutions to an engine that has their derivative', async () => {
  expect((await pickTrainingEngine(head(), options, [wasm, cpu])).engine).toBe(wasm);
  const { engine, why } = await pickTrainingEngine(deep(), options, [wasm, cpu]);
  expect(engine).toBe(cpu);
  expect(why).toContain('tfjs-wasm cannot train this network: TF.js lacks the kernel Conv2DBackpropFilter there');
});

it('gives the reason of each engine where none can', async () => {
  const engines = [engineThat('one', { available: false, why: 'no library' }), engineThat('two', {}, 'no Conv2D')];
  const refused = pickTrainingEngine(head(), options, engines);
  await expect(refused).rejects.toThrow(TrainingFailed);
  await expect(refused).rejects.toThrow('one not available: no library; two cannot train this network: no Conv2D');
});

it('refuses what no engine could train', async () => {
  await expect(pickTrainingEngine(head('linear'), options)).rejects.toThrow(InvalidInput);
});
