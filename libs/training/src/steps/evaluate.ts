import { onnxRuntime } from '#graft/engine';
import type { Network } from '#graft/network';
import { classCounts } from '../class-weights.js';
import { evaluate, type Evaluation } from '../evaluation.js';
import type { FeatureCache } from '../feature-cache.js';
import type { RunItem } from '../run-input.js';
import { examplesOf } from './fit.js';
import { classesOf, type RunSplit } from './split.js';

/** How good a run's model is, and on how many images it was made. */
export interface RunEvaluation extends Evaluation {
  /** Images of each part. */
  split: { train: number; validation: number; test: number };
}

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
  suffix: Network,
  labels: string[],
  { train, validation, test }: RunSplit,
  cache: FeatureCache,
): Promise<Evaluated> {
  const examples = examplesOf(test, labels, cache);
  const session = await onnxRuntime.load(suffix);
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
  const split = { train: train.length, validation: validation.length, test: test.length };
  return { evaluation: { ...evaluation, split }, items: test, probabilities };
}
