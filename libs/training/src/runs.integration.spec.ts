import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BlobRoots, type Digest } from '#graft/storage';
import type { CardResponse } from '#graft/zoo';
import type { RunItem } from './run-input.js';
import type { RunPage, RunResponse, VersionLink } from './runs.dto.js';
import type { VersionEvaluationResponse } from './tasks/responses.js';
import { pictureItems } from './testing/pictures.js';
import { TestServer, type Member } from './testing/test-server.js';

const QUICK = { epochs: 2, head: { hidden: [] } };
/** Long enough to be interrupted, with checkpoints. */
const LONG = { epochs: 40, patience: 0, batchSize: 4 };
/** Where several processes start one after another. */
const MINUTES = 180_000;

let dataDir: string;
let server: TestServer;
let ada: Member;
let bob: Member;
let root: Member;
let pictures: RunItem[];

const checkpointed = async ({ id }: RunResponse) =>
  (await server.database.run.findUniqueOrThrow({ where: { id } })).checkpoint !== null;

describe('runs', () => {
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'graft-runs-'));
    server = await TestServer.start(dataDir);
    ada = await server.member('ada');
    bob = await server.member('bob');
    root = await server.member('root', 'admin', ['admin']);
    await server.publishBase(ada);
    pictures = await pictureItems(server.blobs, 'train', { living: 30, things: 30 });
    await server.putDataset(ada, 'emoji', pictures);
  });
  afterAll(async () => {
    await server?.app.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  it(
    'fine-tune, predict, export and publish, and a second generation starts from it',
    async () => {
      const path = await server.begin(ada, {});
      expect(path).toMatch(/^\/runs\/[0-9a-f-]{36}$/);
      const run = await server.ended(path, ada);
      expect(run).toMatchObject({
        status: 'succeeded',
        base: { ref: 'ada/small@1' },
        dataset: { ref: 'ada/emoji@1' },
        recipe: { freeze: 'backbone', head: { pooling: 'avg' } },
        engine: { inference: 'onnxruntime' },
        evaluation: { images: 6, split: { train: 48, validation: 6, test: 6 } },
        artifactDigest: expect.stringMatching(/^sha256:/) as string,
        problem: null,
        published: null,
      });
      expect(run.reasons['head.hidden']).toMatch(/30 images/);
      expect(run.history.map(({ epoch }) => epoch)).toEqual(run.history.map((_, index) => index + 1));
      expect(Object.keys(run.seconds)).toEqual(['resolve', 'split', 'extract', 'fit', 'evaluate', 'assemble']);

      const picture = await server.blobs.read(pictures[0]!.digest);
      const init = { method: 'POST', headers: { 'content-type': 'image/png' }, body: new Uint8Array(picture) };
      const [answer] = (await (await server.fetch(`${path}/predict`, ada, init)).json()) as {
        predictions: { label: string; probability: number }[];
      }[];
      expect(answer!.predictions[0]).toMatchObject({ label: 'living' });
      const modelJson = await server.get<{ modelTopology: object }>(`${path}/tfjs/model.json?top=false`, ada);
      expect(JSON.stringify(modelJson.modelTopology)).not.toContain('head_predictions');
      expect((await server.fetch(`${path}/onnx/model.onnx`, ada)).status).toBe(200);
      expect(await server.get(`${path}/tfjs/labels.json`, ada)).toEqual(['living', 'things']);

      const card = await server.get<CardResponse>(`${path}/card?name=ada/emoji`, ada);
      expect(card).toMatchObject({ frontMatter: { tags: ['graft', 'fine-tuned'], base_model: 'ada/small@1' } });
      expect(card.body).toMatch(/^# emoji\n/);
      const publish = { name: 'ada/emoji', visibility: 'public', license: 'mit', aliases: ['stable'] };
      const published = await server.post(`${path}/publish`, ada, publish);
      expect(await published.json()).toMatchObject({ ref: 'ada/emoji@1' });
      const again = (await (await server.post(`${path}/publish`, ada, publish)).json()) as VersionLink;
      expect(again.ref).toBe('ada/emoji@1');
      expect((await server.get<RunResponse>(path, ada)).published).toEqual(again);

      const measured = await server.get<VersionEvaluationResponse>('/models/ada/emoji/versions/1/evaluation', ada);
      expect(measured).toEqual({ ...run.evaluation, dataset: 'ada/emoji@1' });
      const seenByBob = await server.get<VersionEvaluationResponse>('/models/ada/emoji/versions/1/evaluation', bob);
      expect(seenByBob).toMatchObject({ accuracy: run.evaluation!.accuracy, dataset: null });
      expect(seenByBob.mostWrong.every(({ name }) => /^#\d+$/.test(name))).toBe(true);
      expect((await server.fetch('/models/ada/small/versions/1/evaluation', ada)).status).toBe(404);

      const second = await server.run(ada, { base: 'ada/emoji@stable', recipe: QUICK });
      expect(second).toMatchObject({ status: 'succeeded', base: { ref: 'ada/emoji@1' } });
      const version = await server.database.version.findFirstOrThrow({ where: { digest: again.digest! } });
      expect(version).toMatchObject({ runId: run.id, baseId: expect.any(String) as string });
    },
    MINUTES,
  );

  it('says what recipe they would have, and why, before there is one', async () => {
    const choose = (body: object) =>
      server.fetch('/runs/recipe', ada, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ base: 'ada/small', ...body }),
      });
    const before = await server.get<RunPage>('/runs', ada);
    const ofImages = (await (await choose({ images: [30, 30] })).json()) as RunResponse;
    const ofDataset = (await (await choose({ dataset: 'ada/emoji', recipe: { epochs: 2 } })).json()) as RunResponse;
    expect(ofDataset).toMatchObject({ recipe: { ...ofImages.recipe, epochs: 2 } });
    expect(ofImages.reasons).toMatchObject({ ...ofDataset.reasons, epochs: expect.any(String) as string });
    expect(ofDataset.reasons).not.toHaveProperty('epochs');
    expect((await choose({ images: [30, 2] })).status).toBe(400);
    expect((await choose({ images: [30, 30], recipe: { epochs: 0 } })).status).toBe(400);
    expect((await choose({})).status).toBe(422);
    expect(await server.get<RunPage>('/runs', ada)).toEqual(before);
  });

  it('publish at their end where they were asked to, and tell what happens as it happens', async () => {
    const publishAs = { name: 'ada/at-once', visibility: 'private' };
    const path = await server.begin(ada, { recipe: QUICK, publishAs });
    const text = await (await server.fetch(`${path}/events`, ada)).text();
    const types = [...text.matchAll(/^event: (.*)$/gm)].map(([, type]) => type);
    expect(types[0]).toBe('status');
    expect(types.filter((type) => type === 'epoch')).toHaveLength(2);
    expect(types.at(-1)).toBe('status');
    expect(text).toMatch(/"status":"succeeded"/);
    expect(await server.get(path, ada)).toMatchObject({ status: 'succeeded', published: { ref: 'ada/at-once@1' } });
  });

  it.each([
    ['an unknown base', { base: 'ada/nothing' }, /no model "ada\/nothing"/],
    ['an unknown data set', { dataset: 'nothing' }, /no data set/],
    [
      'a namespace of another account',
      { publishAs: { name: 'bob/emoji', visibility: 'private' } },
      /cannot publish in the namespace bob/,
    ],
    ['another visibility', { publishAs: { name: 'ada/small', visibility: 'private' } }, /is public/],
    ['one class', { dataset: 'cats' }, /only one class/],
    ['a class of two images', { dataset: 'few' }, /things has 2/],
    ['several labels per image', { dataset: 'tagged' }, /2 labels/],
    ['an input size that cannot work', { recipe: { inputSize: [8, 8] } }, /8 × 8 × 3 is too small/],
    ['a layer that is not there', { recipe: { cut: 'block_99' } }, /no layer "block_99"/],
    ['a split that is no whole', { recipe: { split: { train: 0.5, validation: 0.1, test: 0.1 } } }, /add up to/],
  ] as [string, { dataset?: string }, RegExp][])('are refused at once for %s', async (_, request, reason) => {
    if (request.dataset === 'cats') await server.putDataset(ada, 'cats', pictures.slice(0, 5));
    if (request.dataset === 'few')
      await server.putDataset(ada, 'few', [...pictures.slice(0, 5), ...pictures.slice(30, 32)]);
    if (request.dataset === 'tagged') {
      await server.putDataset(ada, 'tagged', [{ ...pictures[0]!, labels: ['living', 'things'] }]);
    }
    await expect(server.begin(ada, request)).rejects.toThrow(reason);
  });

  it.each([
    [{ learningRate: -1 }, /learningRate must be greater than 0/],
    [{ head: { layers: ['Transformer'] } }, /layers should not exist/],
    [{ freeze: 'block_12' }, /a run trains a new head/],
  ])('are refused for the recipe %j', async (recipe, reason) => {
    const response = await server.post('/runs', ada, { base: 'ada/small', dataset: 'emoji', recipe });
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(reason);
  });

  it("are their owner's and admins' alone", async () => {
    const path = await server.begin(ada, { recipe: QUICK });
    expect((await server.fetch(path, bob)).status).toBe(404);
    expect((await server.fetch(`${path}/events`, bob)).status).toBe(404);
    expect((await server.post(`${path}/cancel`, bob)).status).toBe(404);
    expect((await server.fetch(path, root)).status).toBe(200);
    expect(await server.get<RunPage>('/runs', bob)).toEqual({ items: [], nextCursor: null });
    await expect(server.begin(bob, { dataset: 'ada/emoji' })).rejects.toThrow(/no data set/);
    await server.post(`${path}/cancel`, ada);
    expect(await server.ended(path, ada)).toMatchObject({ status: 'cancelled' });
  });

  it('need a token that may train, and one that may publish for publishAs', async () => {
    const reader = await server.member('reader', 'member', ['read']);
    expect((await server.post('/runs', reader, { base: 'ada/small', dataset: 'emoji' })).status).toBe(403);
    const trainer = await server.member('trainer', 'member', ['read', 'train']);
    await server.putDataset(trainer, 'emoji', pictures);
    const publishAs = { name: 'trainer/emoji', visibility: 'private' };
    await expect(server.begin(trainer, { publishAs })).rejects.toThrow(
      /publishAs needs a token with the scope "publish"/,
    );
  });

  it(
    'cancelled are gone, leave no version and go on from their checkpoint',
    async () => {
      const publishAs = { name: 'ada/resumed', visibility: 'private' };
      const path = await server.begin(ada, { recipe: LONG, publishAs });
      const run = await server.until(path, ada, ({ history }) => history.length > 0);
      while (!(await checkpointed(run))) await new Promise((resolve) => setTimeout(resolve, 20));
      expect((await server.post(`${path}/cancel`, ada)).status).toBe(202);
      const cancelled = await server.ended(path, ada);
      expect(cancelled).toMatchObject({ status: 'cancelled', published: null, artifactDigest: null });
      expect(await server.database.model.count({ where: { name: 'resumed' } })).toBe(0);

      expect((await server.post(`${path}/resume`, ada)).status).toBe(202);
      const resumed = await server.until(path, ada, ({ status }) => status === 'succeeded');
      expect(resumed).toMatchObject({ published: { ref: 'ada/resumed@1' } });
      expect(resumed.history.map(({ epoch }) => epoch)).toEqual(Array.from({ length: LONG.epochs }, (_, i) => i + 1));
      const epochs = await server.database.jobEvent.count({ where: { jobId: run.id, type: 'epoch' } });
      expect(epochs).toBeLessThan(LONG.epochs + cancelled.history.length);
      expect((await server.database.run.findUniqueOrThrow({ where: { id: run.id } })).checkpoint).toBeNull();
    },
    MINUTES,
  );

  it('that diverge fail with advice', async () => {
    const failed = await server.run(ada, { recipe: { optimizer: 'sgd', learningRate: 1e9 } });
    expect(failed).toMatchObject({
      status: 'failed',
      problem: { title: 'Training failed', detail: expect.stringMatching(/lower learning rate/) as string },
    });
    expect(
      (await server.post(`/runs/${failed.id}/publish`, ada, { name: 'ada/no', visibility: 'private' })).status,
    ).toBe(409);
  });

  it('are listed page by page, the latest first', async () => {
    const first = await server.get<RunPage>('/runs?limit=2', ada);
    const second = await server.get<RunPage>(`/runs?limit=2&cursor=${first.nextCursor}`, ada);
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
    expect(ids).toEqual([...ids].sort().reverse());
    expect(first.items[0]).not.toHaveProperty('history');
  });

  it('keep their blobs from the sweep, until they are deleted', async () => {
    const run = await server.database.run.findFirstOrThrow({
      where: { artifactDigest: { not: null }, base: { model: { name: 'small' } } },
    });
    const { topology } = run.artifact as unknown as { topology: { digest: Digest } };
    const needed = async () => {
      const digests = new Set<string>();
      for await (const { digest } of server.app.get(BlobRoots).needs()) digests.add(digest);
      return digests.has(topology.digest);
    };
    await server.database.run.deleteMany({ where: { id: { not: run.id } } });
    await server.database.version.deleteMany({ where: { runId: { not: null } } });
    expect(await needed()).toBe(true);
    expect((await server.fetch(`/runs/${run.id}`, ada, { method: 'DELETE' })).status).toBe(204);
    expect((await server.fetch(`/runs/${run.id}`, ada)).status).toBe(404);
    expect(await needed()).toBe(false);
  });
});
