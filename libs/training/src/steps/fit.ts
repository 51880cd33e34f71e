import { activationOf, onnxRuntime, pickTrainingEngine, type TrainerOptions } from '#graft/engine';
import type { Network } from '#graft/network';
import type { BlobStore } from '#graft/storage';
import { assemble, outputShapeOf, withTrained, type Assembly, type DividedBackbone } from '../assembly.js';
import type { Examples } from '../batches.js';
import { decodeCheckpoint, encodeCheckpoint } from '../checkpoint.js';
import type { FeatureCache } from '../feature-cache.js';
import { featureStatistics } from '../feature-statistics.js';
import { fit, type EpochRecord } from '../fit.js';
import { buildHead, type HeadOutput } from '../head.js';
import type { CompleteRecipe } from '../recipe.js';
import type { Emit, RunInput, RunItem } from '../run-input.js';
import type { RunTask } from '../tasks/index.js';
import type { RunSplit } from './split.js';

/** Which engine ran what, and why. */
export interface RunEngines {
  inference: string;
  training: string;
  why: string;
}

/** Sent after each epoch. */
export type EpochEvent = EpochRecord & {
  /** How many there are at most. */
  epochs: number;
  secondsLeft: number;
};

/** A killed run loses no more than this. */
const CHECKPOINT_MS = 1000;

/**
 * Grafts a new head onto the backbone and trains all that is not frozen on the cached features, from the run's latest
 * checkpoint where there is one.
 * @returns the whole with the best epoch's weights.
 */
export async function fitSuffix(
  task: RunTask,
  { run, recipe, labels, checkpoint }: RunInput,
  divided: DividedBackbone,
  { train, validation }: RunSplit,
  cache: FeatureCache,
  blobs: BlobStore,
  emit: Emit,
): Promise<Assembly> {
  const data = {
    train: examplesOf(task, train, labels, cache),
    validation: examplesOf(task, validation, labels, cache),
    outputs: labels.length,
  };
  const output = { units: labels.length, activation: activationOf(task.loss) };
  const assembly = assemble(divided, await headFor(divided.rest, data.train, recipe, output));
  const options: TrainerOptions = {
    optimizer: recipe.optimizer,
    loss: task.loss,
    seed: recipe.seed,
  };
  const { engine, why } = await pickTrainingEngine(assembly.suffix, options);
  await emit('engine', { inference: onnxRuntime.name, training: engine.name, why } satisfies RunEngines);
  const trainer = await engine.trainer(assembly.suffix, options);
  const from = checkpoint ? decodeCheckpoint(run, await blobs.read(checkpoint.digest)) : undefined;
  const startedAt = performance.now();
  const before = from?.history.length ?? 0;
  let savedAt = performance.now();
  const { network } = await fit(trainer, task, data, recipe, {
    from,
    onEpoch: async (record, snapshot) => {
      const now = performance.now();
      const secondsAnEpoch = (now - startedAt) / 1000 / (record.epoch - before);
      const secondsLeft = secondsAnEpoch * (recipe.epochs - record.epoch);
      await emit('epoch', { ...record, epochs: recipe.epochs, secondsLeft } satisfies EpochEvent);
      if (now - savedAt < CHECKPOINT_MS) return;
      await emit('checkpoint', await blobs.put(encodeCheckpoint(run, await snapshot())));
      savedAt = performance.now();
    },
  });
  await trainer.dispose();
  return withTrained(assembly, network);
}

/** A head on what the backbone puts out, normalised by the training images if the recipe asks for it. */
async function headFor(
  rest: Network,
  examples: Examples,
  recipe: CompleteRecipe,
  output: HeadOutput,
): Promise<Network> {
  const features = outputShapeOf(rest);
  const statistics = recipe.head.batchNorm
    ? await featureStatistics(atHead(rest, examples), features.at(-1)!)
    : undefined;
  return buildHead(recipe, features, output, statistics);
}

/** Each example as the backbone puts it out before training. */
async function* atHead(rest: Network, examples: Examples): AsyncGenerator<Float32Array> {
  const session = rest.layers.length > 1 ? await onnxRuntime.load(rest) : null;
  const features = new Float32Array(examples.size);
  for (let example = 0; example < examples.count; example++) {
    examples.read(example, features, 0);
    yield session ? await session.run(features, 1) : features;
  }
  await session?.dispose();
}

/** The items' features, read from the cache. */
export function examplesOf(task: RunTask, items: RunItem[], labels: string[], cache: FeatureCache): Examples {
  return {
    count: items.length,
    size: cache.size,
    targets: task.targets(items, labels),
    read: (example, target, offset) => cache.read(items[example]!.digest, target, offset),
  };
}
