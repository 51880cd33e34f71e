import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Service } from './support/service.js';
import { ended, ensureBase, ensurePictures, untilEvent } from './support/shared.js';

/** Long enough to be killed in the middle: 30 epochs, none left out. */
const recipe = { epochs: 30, patience: 0, seed: 7 };

describe('a server that is killed or stopped', { timeout: 180_000 }, () => {
  let service: Service;
  let base: string;
  let dataset: string;

  beforeAll(async () => {
    service = await Service.start({ GRAFT_STARTER: 'false' });
    base = await ensureBase(service);
    dataset = await ensurePictures(service);
  });
  afterAll(() => service.dispose());

  const start = () => service.call('POST', '/runs', { base, dataset, recipe });

  it('goes on with the run at the next start and makes the same artifact as one never killed', async () => {
    const whole = await ended(service, (await start()).id);
    const run = await start();
    await untilEvent(service, run.id, 'epoch', 8);
    await service.kill9();
    await service.start();
    const resumed = await ended(service, run.id);
    expect(resumed).toMatchObject({ status: 'succeeded', artifactDigest: whole.artifactDigest });
    expect(resumed.history).toEqual(whole.history);
  });

  it('puts a run back when it is asked to stop, and goes on with it', async () => {
    const run = await start();
    await untilEvent(service, run.id, 'epoch', 5);
    expect(await service.stop()).toBe(0);
    await service.start();
    expect(await ended(service, run.id)).toMatchObject({ status: 'succeeded' });
  });
});
