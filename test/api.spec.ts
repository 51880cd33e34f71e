import { beforeAll, describe, expect, it } from 'vitest';
import { ended, sharedService, untilEvent } from './support/shared.js';

const service = sharedService();
const STARTER = 'starter/efficientnet-lite0';

/** Server-sent events as they lie on the wire. */
async function events(
  path: string,
  after?: number,
): Promise<{ id: number; type: string; data: Record<string, unknown> }[]> {
  const response = await service.fetch(path, {
    headers: after === undefined ? {} : { 'Last-Event-ID': String(after) },
  });
  return (await response.text())
    .split('\n\n')
    .filter((block) => block.includes('data: '))
    .map((block) => {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)![1]!;
      return {
        id: Number(field('id')),
        type: field('event'),
        data: JSON.parse(field('data')) as Record<string, unknown>,
      };
    });
}

describe('the main job, by the API, on what the service brings along', { timeout: 180_000 }, () => {
  let run: any;

  beforeAll(async () => {
    while ((await service.fetch(`/api/v1/models/${STARTER}`)).status !== 200);
    const arrival = await service.call('POST', '/datasets', { name: 'emoji', sample: true });
    await events(`/api/v1/datasets/arrivals/${arrival.id}/events`); // ends with the arrival
    const response = await service.fetch('/api/v1/runs', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ base: STARTER, dataset: 'emoji', recipe: { epochs: 8 } }),
    });
    run = await response.json();
    expect([response.status, response.headers.get('location')]).toEqual([202, `/api/v1/runs/${run.id}`]);
  }, 120_000);

  it('tells what happens, from the beginning or from where one left', async () => {
    await untilEvent(service, run.id, 'epoch', 2);
    run = await ended(service, run.id);
    const all = await events(`/api/v1/runs/${run.id}/events`);
    expect(all.map(({ id }) => id)).toEqual(all.map((_, index) => index + 1));
    const steps = all.filter(({ type, data }) => type === 'step' && data.state === 'done').map(({ data }) => data.step);
    expect(steps).toEqual(['resolve', 'split', 'extract', 'fit', 'evaluate', 'assemble']);
    expect(all.at(-1)).toMatchObject({ type: 'status', data: { status: 'succeeded' } });
    const half = Math.floor(all.length / 2);
    expect(await events(`/api/v1/runs/${run.id}/events`, half)).toEqual(all.slice(half));
  });

  it('evaluates on images that it kept aside, beside a baseline', () => {
    const { evaluation } = run;
    expect(evaluation.accuracy).toBeGreaterThan(evaluation.baseline.accuracy);
    expect(evaluation.classes).toHaveLength(6);
    expect(evaluation.confusion.flat().reduce((sum: number, n: number) => sum + n, 0)).toBe(evaluation.images);
    expect(run.engine).toMatchObject({ inference: 'onnxruntime', why: expect.any(String) as string });
  });

  it('predicts on pictures that were held out, before and after it has a name', async () => {
    const { items } = await service.call('GET', '/datasets/sample/held-out');
    const picture = await (await service.fetch(items[0].image as string)).arrayBuffer();
    const predict = async (path: string) => {
      const image = { method: 'POST', body: picture, headers: { 'content-type': 'image/png' } };
      return (await (await service.fetch(`/api/v1${path}/predict`, image)).json()) as object;
    };
    const unnamed = await predict(`/runs/${run.id}`);
    await service.call('POST', `/runs/${run.id}/publish`, { name: 'owner/emoji', visibility: 'public' });
    expect(await predict('/models/owner/emoji/versions/latest')).toEqual(unnamed);
  });

  it('pages lists by cursor and links to the next page', async () => {
    const response = await service.fetch('/api/v1/datasets/owner/emoji/versions/1/items?limit=2');
    const page = (await response.json()) as { items: unknown[]; nextCursor: string };
    expect(page.items).toHaveLength(2);
    expect(response.headers.get('link')).toMatch(
      /^<[^>]*cursor=2[^>]*>; rel="next"$|^<[^>]*cursor=1[^>]*>; rel="next"$/,
    );
    const next = await service.call('GET', `/datasets/owner/emoji/versions/1/items?limit=2&cursor=${page.nextCursor}`);
    expect(next.items[0]).not.toEqual(page.items[0]);
  });
});
