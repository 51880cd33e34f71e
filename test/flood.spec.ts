import { afterAll, beforeAll, expect, it } from 'vitest';
import { flood, quantile } from './support/flood.js';
import { Service } from './support/service.js';
import { ended } from './support/shared.js';

const MODEL = 'starter/efficientnet-lite0';
const PICTURES = 'owner/pictures';

let service: Service;
beforeAll(async () => {
  service = await Service.start();
  const { id } = await service.call('POST', '/datasets', { name: PICTURES, sample: true, visibility: 'public' });
  await ended(service, id, '/datasets/arrivals');
}, 120_000);
afterAll(() => service.dispose());

it(
  'bounds its memory and answers others while clients without a token do their worst',
  { timeout: 120_000 },
  async () => {
    const { answers, others, peak } = await flood(service, {
      ...{ clients: 20, atOnce: 4, seconds: 10 },
      ...{ model: MODEL, dataset: PICTURES },
    });
    const p95 = { anonymous: quantile(others.anonymous, 0.95), signedIn: quantile(others.signedIn, 0.95) };
    console.info({ answers, p95, peak });
    expect(peak.all).toBeLessThan(900);
    // No figure of speed: the flood runs in this process and takes the processors from what it measures.
    expect(others.anonymous.length).toBeGreaterThan(0);
    expect(others.signedIn).not.toContain(Infinity);
    expect(answers[429]).toBeGreaterThan(0);
    expect(answers[500] ?? 0).toBe(0);
  },
);
