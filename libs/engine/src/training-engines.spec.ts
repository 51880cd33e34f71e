import { describe } from 'vitest';
import { TRAINING_ENGINES } from './pick.js';
import { trainingEngineContract } from './testing/training-engine-contract.js';

for (const engine of TRAINING_ENGINES) {
  const { available } = await engine.probe();
  describe.skipIf(!available)(engine.name, () => trainingEngineContract(engine));
}
