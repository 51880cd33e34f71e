import type { TrainingEngine } from '../training.js';
import { type BackendAttempt, tryBackends } from './backend.js';
import { TfjsTrainer } from './trainer.js';

/** TF.js on the fastest backend that works here; any layer that TF.js knows can be trained. */
export async function pickTfjsEngine(): Promise<{ engine: TrainingEngine; why: string }> {
  const attempts = await tryBackends();
  const best = attempts.findIndex(({ available }) => available);
  const { name } = attempts[best]!;
  return {
    engine: { name, trainer: (network, options) => TfjsTrainer.create(network, options) },
    why: attempts
      .slice(0, best + 1)
      .map(describe)
      .join('; '),
  };
}

function describe({ name, available, why }: BackendAttempt): string {
  return `${name}${available ? '' : ' not available'}: ${why}`;
}
