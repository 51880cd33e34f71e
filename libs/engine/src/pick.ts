import type { Network } from '#graft/network';
import { TrainingFailed } from '#graft/problems';
import { tfjsCpu, tfjsNodeGpu, tfjsWasm } from './tfjs/engine.js';
import type { TrainerOptions, TrainingEngine } from './training.js';

/** The fastest first. To add an engine, add it here. */
export const TRAINING_ENGINES: readonly TrainingEngine[] = [tfjsNodeGpu, tfjsWasm, tfjsCpu];

export interface PickedEngine {
  engine: TrainingEngine;
  /** What each faster engine lacks, and what this one runs on. */
  why: string;
}

/**
 * The fastest engine that can train this network here. Loads the libraries of the engines that it asks: call it in a child
 * process.
 * @throws TrainingFailed with the reason of each where none can, InvalidInput where the network is not one to train
 */
export async function pickTrainingEngine(
  network: Network,
  options: TrainerOptions,
  engines = TRAINING_ENGINES,
): Promise<PickedEngine> {
  const reasons: string[] = [];
  for (const engine of engines) {
    const { available, why } = await engine.probe();
    const refusal = available ? await engine.refuses(network, options) : null;
    if (available && refusal === null) return { engine, why: [...reasons, `${engine.name}: ${why}`].join('; ') };
    reasons.push(
      available ? `${engine.name} cannot train this network: ${refusal}` : `${engine.name} not available: ${why}`,
    );
  }
  throw new TrainingFailed(`No engine can train this network: ${reasons.join('; ')}.`, { received: network.name });
}
