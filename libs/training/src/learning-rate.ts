import type { Schedule } from './recipe.js';

/**
 * Learning rate of an epoch: a pure function, so that a resumed run goes on with the same rates. `cosine` falls from
 * the base rate in epoch 0 towards 0 after the last (Loshchilov & Hutter 2017, eq. 5, without restarts).
 */
export function learningRateAt(schedule: Schedule, baseRate: number, epoch: number, epochs: number): number {
  if (schedule === 'constant') return baseRate;
  return (baseRate * (1 + Math.cos((Math.PI * epoch) / epochs))) / 2;
}
