import type { TrainingEngine } from './training.js';

/**
 * The fastest engine that can train here, and why it is that one. Decided once a process, at the first call, which loads
 * TF.js: call it in a child process.
 */
export async function pickTrainingEngine(): Promise<{ engine: TrainingEngine; why: string }> {
  const { pickTfjsEngine } = await import('./tfjs/engine.js');
  return pickTfjsEngine();
}
