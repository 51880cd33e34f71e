import { onnxRuntime, pickTrainingEngine, type TrainerOptions } from '#graft/engine';
import type { Network } from '#graft/network';
import type { BlobStore } from '#graft/storage';
import type { Examples } from '../batches.js';
import { decodeCheckpoint, encodeCheckpoint } from '../checkpoint.js';
import type { FeatureCache } from '../feature-cache.js';
import { featureStatistics } from '../feature-statistics.js';
import { fit } from '../fit.js';
import { buildHead } from '../head.js';
import type { Emit, RunInput, RunItem } from '../run-input.js';
import type { Frozen } from './resolve.js';
import { classesOf, type RunSplit } from './split.js';

/** Which engine ran what, and why. */
export interface RunEngines {
  inference: string;
  training: string;
  why: string;
}

/** A killed run loses no more than this. */
const CHECKPOINT_MS = 1000;

/**
 * Trains a new head on the cached features, from the run's latest checkpoint where there is one.
 * @returns the head with the best epoch's weights.
 */
export async function fitHead(
  { run, recipe, labels, checkpoint }: RunInput,
  { features }: Frozen,
  { train, validation }: RunSplit,
  cache: FeatureCache,
  blobs: BlobStore,
  emit: Emit,
): Promise<Network> {
  const data = {
    train: examplesOf(train, labels, cache),
    validation: examplesOf(validation, labels, cache),
    classCount: labels.length,
  };
  const statistics = recipe.head.batchNorm ? featureStatistics(data.train, features.at(-1)!) : undefined;
  const head = buildHead(recipe, features, labels.length, statistics);
  const options: TrainerOptions = {
    optimizer: recipe.optimizer,
    learningRate: recipe.learningRate,
    loss: 'categorical-crossentropy',
    seed: recipe.seed,
  };
  const { engine, why } = await pickTrainingEngine(head, options);
  await emit('engine', { inference: onnxRuntime.name, training: engine.name, why } satisfies RunEngines);
  const trainer = await engine.trainer(head, options);
  const from = checkpoint ? decodeCheckpoint(run, await blobs.read(checkpoint.digest)) : undefined;
  const startedAt = performance.now();
  const before = from?.history.length ?? 0;
  let savedAt = performance.now();
  const { network } = await fit(trainer, data, recipe, {
    from,
    onEpoch: async (record, snapshot) => {
      const now = performance.now();
      const secondsAnEpoch = (now - startedAt) / 1000 / (record.epoch - before);
      const secondsLeft = secondsAnEpoch * (recipe.epochs - record.epoch);
      await emit('epoch', { ...record, epochs: recipe.epochs, secondsLeft });
      if (now - savedAt < CHECKPOINT_MS) return;
      await emit('checkpoint', await blobs.put(encodeCheckpoint(run, await snapshot())));
      savedAt = performance.now();
    },
  });
  await trainer.dispose();
  return network;
}

/** The items' features, read from the cache. */
export function examplesOf(items: RunItem[], labels: string[], cache: FeatureCache): Examples {
  return {
    count: items.length,
    size: cache.size,
    classes: classesOf(items, labels),
    read: (example, target, offset) => cache.read(items[example]!.digest, target, offset),
  };
}
