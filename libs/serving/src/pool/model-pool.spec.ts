import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Artifact, readLabels } from '#graft/artifact';
import type { Cut } from '../exports/cut.js';
import { ModelPool } from './model-pool.js';
import { openTestZoo, type TestZoo } from '../../../zoo/src/testing/test-zoo.js';

let zoo: TestZoo;
let pool: ModelPool;
let artifact: Artifact;
beforeAll(async () => {
  zoo = await openTestZoo();
  pool = new ModelPool(zoo.config, zoo.admission);
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
  const rows = await pool.layerTable(zoo.visitor, artifact);
  expect(rows.map(({ name, inTop }) => [name, inTop])).toEqual([
    ['image', false],
    ['features', false],
    ['pool', true],
    ['scores', true],
  ]);
});

const asOnnx = (cut: Cut) => ({ format: 'onnx', extension: 'onnx', cut, options: {} });

it('keeps what it exported', async () => {
  const cut = { top: true, pooling: 'none' } as const;
  const first = await pool.export(zoo.visitor, artifact, asOnnx(cut));
  expect(await pool.export(zoo.visitor, artifact, asOnnx(cut))).toEqual(first);
  expect(await pool.export(zoo.visitor, artifact, asOnnx({ ...cut, top: false }))).not.toEqual(first);
  expect(await readdir(join(zoo.config.dataDir, 'cache', 'exports'))).toHaveLength(2);
});

it('holds no place for reading while a file is made for another request', async () => {
  const cut = { top: false, pooling: 'max' } as const;
  const left: string[] = [];
  const visitor = (key: string) => ({ ...zoo.visitor, key, leave: () => void left.push(key) });
  await Promise.all(['first', 'second'].map((key) => pool.export(visitor(key), artifact, asOnnx(cut))));
  expect(left).toContain('second');
});

it('names the labels of each image, or what is wrong with it', async () => {
  const images = [await picture('black'), Buffer.from('no picture'), await picture('white')];
  const paths = images.map((_, index) => join(zoo.config.dataDir, `${index}.png`));
  await Promise.all(images.map((image, index) => writeFile(paths[index]!, image)));
  const answers = await pool.predict(zoo.visitor, artifact, paths, 1000);
  expect(answers.map((answer) => Object.keys(answer))).toEqual([['predictions'], ['problem'], ['predictions']]);
  for (const answer of answers.filter((each) => 'predictions' in each)) {
    const [best, other] = answer.predictions;
    expect([best!.label, other!.label].sort()).toEqual(['cat', 'dog']);
    expect(best!.probability + other!.probability).toBeCloseTo(1);
    expect(best!.probability).toBeGreaterThanOrEqual(other!.probability);
  }
});

it('gives a network other labels and another boundary', async () => {
  const amended = await pool.amend(zoo.visitor, artifact, {
    labels: ['wolf', 'fox'],
    top: { layer: 'pool', kind: 'named' },
  });
  expect(await readLabels(zoo.blobs, amended)).toEqual(['wolf', 'fox']);
  expect(amended).toMatchObject({ topology: artifact.topology, top: { layer: 'pool' } });
  await expect(pool.amend(zoo.visitor, artifact, { labels: ['one'] })).rejects.toMatchObject({ type: 'invalid-input' });
});

it('refuses an image with more pixels than the request may send', async () => {
  const path = join(zoo.config.dataDir, 'large.png');
  await writeFile(path, await picture('red'));
  expect(await pool.predict(zoo.visitor, artifact, [path], 199)).toMatchObject([
    { problem: { detail: 'The image has too many pixels: 20 × 10.', accepted: { maxPixels: 199 } } },
  ]);
});

it('turns requests away that would wait behind too many others, and says when to come again', async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 80 }, () => pool.layerTable(zoo.visitor, artifact)));
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
  expect(refused).toHaveLength(80 - 64 - zoo.admission.modelProcesses); // 64 wait, the others are worked on
  for (const { reason } of refused)
    expect(reason).toMatchObject({ status: 429, extras: { retryAfter: expect.any(Number) as number } });
});
