import { beforeAll, describe, expect, it } from 'vitest';
import { ended, ensureBase, ensurePictures, sharedService, untilEvent } from './support/shared.js';

const service = sharedService();

describe('cancelling', () => {
  let base: string;
  let dataset: string;
  beforeAll(async () => {
    base = await ensureBase(service);
    dataset = await ensurePictures(service);
  });

  const start = () =>
    service.call('POST', '/runs', {
      base,
      dataset,
      recipe: { epochs: 1000, patience: 0 },
      publishAs: { name: 'owner/cancelled', visibility: 'public' },
    });

  it('stops a run and leaves no version', async () => {
    const { id } = await start();
    await untilEvent(service, id, 'epoch', 2);
    await service.call('POST', `/runs/${id}/cancel`);
    expect((await ended(service, id)).status).toBe('cancelled');
    expect((await service.fetch('/api/v1/models/owner/cancelled')).status).toBe(404);
    expect((await service.fetch(`/api/v1/runs/${id}/tfjs/model.json`)).status).toBe(409);
  });

  it('goes on where it stopped when it is resumed', async () => {
    const { id } = await start();
    await untilEvent(service, id, 'epoch', 3);
    const { stdout } = await service.graft('cancel', id);
    const { history: learned, problem } = await service.call('GET', `/runs/${id}`);
    expect([stdout, problem]).toEqual([`Run ${id} is cancelled.\n`, null]);
    await service.call('POST', `/runs/${id}/resume`);
    // The epochs since the last checkpoint are learned again.
    while ((await service.call('GET', `/runs/${id}`)).history.length <= learned.length);
    await service.call('POST', `/runs/${id}/cancel`);
    const { history } = await ended(service, id);
    expect(history.slice(0, learned.length - 1)).toEqual(learned.slice(0, -1));
  });

  it('takes a run out of the queue that has not begun', async () => {
    const [first, second] = [await start(), await start()];
    await service.call('POST', `/runs/${second.id}/cancel`);
    expect((await ended(service, second.id)).startedAt).toBeNull();
    await service.call('POST', `/runs/${first.id}/cancel`);
    await ended(service, first.id);
  });

  it('leaves the run going when the one who follows it leaves', async () => {
    const { id } = await start();
    const follower = service.spawnGraft(['run', id, '--follow']);
    await untilEvent(service, id, 'epoch', 2);
    let said = '';
    follower.stderr!.on('data', (chunk: Buffer) => (said += chunk.toString()));
    while (!said.includes('epoch')) await new Promise((resolve) => setTimeout(resolve, 50));
    follower.kill('SIGINT');
    const [code] = await new Promise<[number | null]>((resolve) => follower.on('close', (status) => resolve([status])));
    expect([code, said]).toEqual([
      130,
      expect.stringContaining(`The job continues on the server. \`graft run ${id} --follow\``),
    ]);
    expect((await service.call('GET', `/runs/${id}`)).status).toBe('running');
    await service.call('POST', `/runs/${id}/cancel`);
    await ended(service, id);
  });
});
