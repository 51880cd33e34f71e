import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Service } from './support/service.js';
import { ended, ensureBase, ensureCatDog, photos, smallModel, untilEvent } from './support/shared.js';

/** Long enough to be killed in the middle: 30 epochs, none left out. */
const recipe = { epochs: 30, patience: 0, seed: 7 };

describe.skipIf(!photos || !smallModel)('a server that is killed', { timeout: 180_000 }, () => {
  let service: Service;
  let base: string;
  let dataset: string;

  beforeAll(async () => {
    service = await Service.start({ GRAFT_STARTER: 'false' });
    base = await ensureBase(service);
    dataset = await ensureCatDog(service);
  });
  afterAll(() => service.dispose());

  const start = (more = {}) => service.call('POST', '/runs', { base, dataset, recipe, ...more });

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

  it('loses nothing that was published, and publishes once', async () => {
    const name = 'owner/killed-cats';
    const run = await start({ recipe: { ...recipe, epochs: 3 }, publishAs: { name, visibility: 'public' } });
    await untilEvent(service, run.id, 'step', 11); // evaluate is done, what follows is assembling and publishing
    await service.kill9();
    await service.start();
    expect((await ended(service, run.id)).published.ref).toBe(`${name}@1`);
    await service.kill9();
    await service.start();
    const { items } = await service.call('GET', `/models/${name}/versions`);
    expect(items.map(({ number }: { number: number }) => number)).toEqual([1]);
    expect((await service.fetch(`/api/v1/models/${name}/versions/1/onnx/model.onnx`)).status).toBe(200);
  });

  it('puts a run back when it is asked to stop, and goes on with it', async () => {
    const run = await start();
    await untilEvent(service, run.id, 'epoch', 5);
    expect(await service.stop()).toBe(0);
    await service.start();
    expect(await ended(service, run.id)).toMatchObject({ status: 'succeeded' });
  });
});
