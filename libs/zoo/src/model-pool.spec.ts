import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Artifact, readLabels } from '#graft/artifact';
import { ModelPool } from './model-pool.js';
import { openTestZoo, type TestZoo } from './testing/test-zoo.js';

let zoo: TestZoo;
let pool: ModelPool;
let artifact: Artifact;
beforeAll(async () => {
  zoo = await openTestZoo();
  zoo.config.threads = 1;
  pool = new ModelPool(zoo.config);
  artifact = await zoo.artifact(1);
});
afterAll(async () => {
  await pool.onApplicationShutdown();
  await zoo.close();
});

const picture = (background: string) =>
  sharp({ create: { width: 20, height: 10, channels: 3, background } })
    .png()
    .toBuffer();

it('shows a model’s layers', async () => {
  const rows = await pool.layerTable(artifact);
  expect(rows.map(({ name, inTop }) => [name, inTop])).toEqual([
    ['image', false],
    ['features', false],
    ['pool', true],
    ['scores', true],
  ]);
  expect((await pool.topology(artifact)).layers).toHaveLength(4);
});

it('keeps what it exported', async () => {
  const cut = { top: true, pooling: 'none' } as const;
  const first = await pool.onnx(artifact, cut, false);
  expect(await pool.onnx(artifact, cut, false)).toEqual(first);
  expect(await pool.onnx(artifact, { ...cut, top: false }, false)).not.toEqual(first);
  expect(await readdir(join(zoo.config.dataDir, 'cache', 'exports'))).toHaveLength(2);
});

it('names the labels of each image, or what is wrong with it', async () => {
  const images = [await picture('black'), Buffer.from('no picture'), await picture('white')];
  const answers = await pool.predict(artifact, images);
  expect(answers.map((answer) => Object.keys(answer))).toEqual([['predictions'], ['problem'], ['predictions']]);
  for (const answer of answers.filter((each) => 'predictions' in each)) {
    const [best, other] = answer.predictions;
    expect([best!.label, other!.label].sort()).toEqual(['cat', 'dog']);
    expect(best!.probability + other!.probability).toBeCloseTo(1);
    expect(best!.probability).toBeGreaterThanOrEqual(other!.probability);
  }
});

it('gives a network other labels and another boundary', async () => {
  const amended = await pool.amend(artifact, { labels: ['wolf', 'fox'], top: { layer: 'pool', kind: 'named' } });
  expect(await readLabels(zoo.blobs, amended)).toEqual(['wolf', 'fox']);
  expect(amended).toMatchObject({ topology: artifact.topology, top: { layer: 'pool' } });
  await expect(pool.amend(artifact, { labels: ['one'] })).rejects.toMatchObject({ type: 'invalid-input' });
});

it('says so when too much is asked for at once', async () => {
  const asked = Array.from({ length: 60 }, () => pool.topology(artifact));
  const outcomes = await Promise.allSettled(asked);
  expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(32);
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
  expect(refused.length).toBeGreaterThan(0);
  for (const { reason } of refused) expect(reason).toMatchObject({ type: 'unavailable' });
});
