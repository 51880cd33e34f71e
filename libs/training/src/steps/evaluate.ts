import { onnxRuntime } from '#graft/engine';
import type { Network } from '#graft/network';
import { classCounts } from '../class-weights.js';
import { evaluate, type Evaluation } from '../evaluation.js';
import type { FeatureCache } from '../feature-cache.js';
import { examplesOf } from './fit.js';
import { classesOf, type RunSplit } from './split.js';

/** How good a run's model is, and on how many images it was made. */
export interface RunEvaluation extends Evaluation {
  /** Images of each part. */
  split: { train: number; validation: number; test: number };
}

/** Examines the head on the test images, the only use made of them, on the engine that predicts. */
export async function evaluateHead(
  head: Network,
  labels: string[],
  { train, validation, test }: RunSplit,
  cache: FeatureCache,
): Promise<RunEvaluation> {
  const examples = examplesOf(test, labels, cache);
  const session = await onnxRuntime.load(head);
  const probabilities = new Float32Array(examples.count * labels.length);
  const features = new Float32Array(examples.size);
  for (let image = 0; image < examples.count; image++) {
    examples.read(image, features, 0);
    probabilities.set(await session.run(features, 1), image * labels.length);
  }
  await session.dispose();
  const trained = classCounts(classesOf(train, labels), labels.length);
  const evaluation = evaluate(
    test.map(({ position, name }, index) => ({ position, name, class: examples.classes[index]! })),
    probabilities,
    labels,
    trained.indexOf(Math.max(...trained)),
  );
  return { ...evaluation, split: { train: train.length, validation: validation.length, test: test.length } };
}
