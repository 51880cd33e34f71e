import { onnxRuntime } from '#graft/engine';
import type { Network } from '#graft/network';
import { classCounts } from '../class-weights.js';
import { evaluate, type Evaluation } from '../evaluation.js';
import type { FeatureCache } from '../feature-cache.js';
import { examplesOf } from './fit.js';
import { classesOf, type Split } from './split.js';

/** Examines the head on the test images, the only use made of them, on the engine that predicts. */
export async function evaluateHead(
  head: Network,
  labels: string[],
  { train, test }: Split,
  cache: FeatureCache,
): Promise<Evaluation> {
  const { count, size, classes, read } = examplesOf(test, labels, cache);
  const session = await onnxRuntime.load(head);
  const probabilities = new Float32Array(count * labels.length);
  const features = new Float32Array(size);
  for (let image = 0; image < count; image++) {
    read(image, features, 0);
    probabilities.set(await session.run(features, 1), image * labels.length);
  }
  await session.dispose();
  const trained = classCounts(classesOf(train, labels), labels.length);
  return evaluate(
    test.map(({ position, name }, index) => ({ position, name, class: classes[index]! })),
    probabilities,
    labels,
    trained.indexOf(Math.max(...trained)),
  );
}
