import { onnxRuntime } from '#graft/engine';
import type { Network } from '#graft/network';
import type { FeatureCache } from '../feature-cache.js';
import type { RunItem } from '../run-input.js';
import { FIRST_TASK, type Evaluation, type RunTask } from '../tasks/index.js';
import { examplesOf } from './fit.js';
import type { RunSplit } from './split.js';

/** How good a run's model is, and on how many images it was made. */
export type RunEvaluation = Evaluation & {
  /** Images of each part. */
  split: { train: number; validation: number; test: number };
};

/** An evaluation as it was stored. */
export const readEvaluation = (stored: object): RunEvaluation => ({ task: FIRST_TASK, ...stored }) as RunEvaluation;

/** An evaluation with what it was made of. */
export interface Evaluated {
  evaluation: RunEvaluation;
  /** The test images. */
  items: RunItem[];
  /** [items, labels] */
  probabilities: Float32Array;
}

/** Examines what was trained on the test images, which nothing else learns from, on the engine that predicts. */
export async function evaluateSuffix(
  task: RunTask,
  suffix: Network,
  labels: string[],
  { train, validation, test }: RunSplit,
  cache: FeatureCache,
): Promise<Evaluated> {
  const examples = examplesOf(task, test, labels, cache);
  const session = await onnxRuntime.load(suffix);
  const probabilities = new Float32Array(examples.count * labels.length);
  const features = new Float32Array(examples.size);
  for (let image = 0; image < examples.count; image++) {
    examples.read(image, features, 0);
    probabilities.set(await session.run(features, 1), image * labels.length);
  }
  await session.dispose();
  const evaluation = task.evaluate({
    images: test.map(({ position, name }) => ({ position, name })),
    targets: examples.targets,
    probabilities,
    labels,
    trained: task.targets(train, labels),
  });
  const split = { train: train.length, validation: validation.length, test: test.length };
  return { evaluation: { ...evaluation, split }, items: test, probabilities };
}
