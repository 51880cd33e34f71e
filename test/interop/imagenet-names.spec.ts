import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharedData } from '../support/require.js';
import { Service } from '../support/service.js';
import { pythonWithKeras } from './python.js';

// The starter network answers with the names that ImageNet gives to what the photos show.

const execute = promisify(execFile);
const LITE = 'starter/efficientnet-lite0';

/** Photos with free licences, by the names that are right for each. Their packages are downloaded, and nothing else of them. */
const PHOTOS: Record<string, { path: string; names: RegExp }> = {
  cat: { path: 'skimage/data/chelsea.png', names: /^(tabby|tiger cat|Egyptian cat)$/ },
  coffee: { path: 'skimage/data/coffee.png', names: /^(espresso|cup|coffee mug)$/ },
  rocket: { path: 'skimage/data/rocket.jpg', names: /^(missile|space shuttle)$/ },
  flower: { path: 'sklearn/datasets/images/flower.jpg', names: /^daisy$/ },
};

interface Answer {
  file: string;
  predictions: { label: string }[];
}

const photos = sharedData('images/cat_dog');
const python = await pythonWithKeras();
let service: Service;
let folder: string;
beforeAll(async () => {
  service = await Service.start();
  folder = await mkdtemp(join(tmpdir(), 'graft-names-'));
  for (;;) if ((await service.call('GET', '/models')).total >= 2) break; // the starter zoo is put in in the background
}, 120_000);
afterAll(async () => {
  await service.dispose();
  await rm(folder, { recursive: true });
});

async function answers(...images: string[]): Promise<Answer[]> {
  const { code, json, stderr } = await service.graft('predict', LITE, ...images, '--json');
  expect([code, stderr]).toEqual([0, '']);
  return json;
}

describe.skipIf(python === null)('photos of scikit-image and scikit-learn', () => {
  beforeAll(async () => {
    const download = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', folder];
    await execute(python!, [...download, 'scikit-image', 'scikit-learn']);
    for (const wheel of (await readdir(folder)).filter((name) => name.endsWith('.whl')))
      await execute(python!, ['-m', 'zipfile', '--extract', join(folder, wheel), folder]);
  }, 180_000);

  it.each(Object.entries(PHOTOS))(
    'has what the photo of a %s shows among the first five',
    async (_, { path, names }) => {
      const [{ predictions }] = (await answers(join(folder, path))) as [Answer];
      expect(predictions.slice(0, 5).map(({ label }) => label)).toContainEqual(expect.stringMatching(names));
    },
  );
});

describe.skipIf(photos === null)('photos of pets', () => {
  // Of ImageNet's classes 151 to 268 are dogs, and 281 to 285 cats.
  it.each([
    ['cat', 281, 286, 0.88],
    ['dog', 151, 269, 0.94],
  ] as const)('are given the name of a %s first', async (pet, from, to, least) => {
    const { labels } = await service.call('GET', `/models/${LITE}/versions/1`);
    const names: string[] = labels.slice(from, to);
    const images = (await readdir(join(photos!, 'test', pet))).map((name) => join(photos!, 'test', pet, name));
    const firsts = (await answers(...images)).map(({ predictions }) => predictions[0]!.label);
    expect(firsts.filter((label) => names.includes(label)).length / firsts.length).toBeGreaterThanOrEqual(least);
  });
});
