import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readKerasHdf5, writeKerasHdf5 } from '#graft/network';
import { type LayerJson, networkOf } from '../libs/network/src/testing/networks.js';
import { largestDifference, randomNumbers, runOnnx } from '../libs/network/src/testing/run.js';
import { sharedData } from './support/require.js';
import { sharedService } from './support/shared.js';

const models = sharedData('models');
const photos = sharedData('images/cat_dog');
const weights = [
  ['MobileNet', 'mobilenet_2_5_224_tf_no_top.h5'],
  ['SqueezeNet', 'squeezenet_weights_tf_dim_ordering_tf_kernels_notop.h5'],
].map(([application, file]) => ({ application: application!, file: join(models ?? '', 'keras-weights-only', file!) }));

const service = sharedService();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'graft-keras-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe.skipIf(!models || !photos)('weights that Keras users publish', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    const { stderr, code } = await service.graft('dataset', 'create', 'cat-dog', join(photos!, 'train'));
    if (code !== 0) throw new Error(stderr);
  }, 120_000);

  it('are shown layer by layer, and nothing is published', async () => {
    const { application, file } = weights[0]!;
    const args = ['import', file, '--application', application, '--name', 'owner/seen', '--dry-run'];
    const { stdout } = await service.graft(...args);
    expect(stdout).toMatch(/conv_dw_1_bn +BatchNormalization +112 × 112 × 8 +32/);
    expect(stdout).toMatch(/preprocessing +224 × 224, squash, rgb in \[-1, 1\] \(from architecture MobileNet\)/);
    expect((await service.graft('show', 'owner/seen')).stderr).toMatch(/There is no model/);
  });

  it.each(weights)('of $application tell cats from dogs once they have a head', async ({ application, file }) => {
    const name = `owner/${application.toLowerCase()}`;
    const imported = await service.graft('import', '--weights', file, '--application', application, '--name', name);
    expect([imported.code, imported.stdout]).toEqual([0, expect.stringContaining(`Published ${name}@1`)]);
    const original = await service.fetch(`/api/v1/models/${name}/versions/1/original/${basename(file)}`);
    expect(Buffer.from(await original.arrayBuffer()).equals(await readFile(file))).toBe(true);
    const { json } = await service.graft('finetune', name, 'owner/cat-dog', '--follow', '--json');
    expect(json.evaluation.accuracy).toBeGreaterThanOrEqual(0.9);
  });

  it('come with their architecture, or are fetched from an address', async () => {
    const parts = join(models!, 'keras-weights-only/ardamavi_dogcat');
    const args = ['--weights', join(parts, 'weights.h5'), '--name', 'owner/parts', '--preprocess', 'unit'];
    expect((await service.graft('import', join(parts, 'model.json'), ...args)).code).toBe(0);

    const { application, file } = weights[0]!;
    const host = createServer((request, response) => {
      if (request.url !== `/${basename(file)}`) response.writeHead(404).end();
      else void readFile(file).then((bytes) => response.end(bytes));
    });
    await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
    const url = `http://localhost:${(host.address() as AddressInfo).port}/${basename(file)}`;
    const fetched = await service.graft('import', url, '--application', application, '--name', 'owner/fetched');
    host.close();
    expect([fetched.code, fetched.stderr]).toEqual([0, expect.stringMatching(/^fetch .*\nread .*\nstore /)]);
  });

  it('leave in every format, with labels and preprocessing beside', async () => {
    const { stdout } = await service.graft('runs', '--json');
    const [{ id }] = JSON.parse(stdout).items;
    const files = {
      keras: ['labels.json', 'model.h5', 'model.keras', 'preprocessing.json', 'test.json', 'test.png'],
      onnx: ['labels.json', 'model.onnx', 'preprocessing.json', 'test.json', 'test.png'],
      tfjs: ['labels.json', 'model.json', 'preprocessing.json', 'test.json', 'test.png'],
    };
    for (const [format, expected] of Object.entries(files)) {
      const into = join(folder, format);
      expect((await service.graft('pull', `run:${id}`, '--format', format, '-o', into)).code).toBe(0);
      expect((await readdir(into)).filter((name) => !name.endsWith('.bin')).sort()).toEqual(expected);
      expect(JSON.parse(await readFile(join(into, 'labels.json'), 'utf8'))).toEqual(['cat', 'dog']);
    }
  });
});

it('shows how far it has come with 2,000 layers', { timeout: 180_000 }, async () => {
  const layers = Array.from({ length: 500 }, (_, i): LayerJson[] => [
    [`conv_${i}`, 'Conv2D', { filters: 8, kernel_size: 3, padding: 'same' }, i ? `add_${i - 1}` : 'image'],
    [`bn_${i}`, 'BatchNormalization', {}, `conv_${i}`],
    [`relu_${i}`, 'Activation', { activation: 'relu' }, `bn_${i}`],
    [`add_${i}`, 'Add', {}, `relu_${i}`, `conv_${i}`],
  ]).flat();
  const network = networkOf({ image: [32, 32, 3] }, [
    ...layers,
    ['pool', 'GlobalAveragePooling2D', {}, 'add_499'],
    ['out', 'Dense', { units: 2, activation: 'softmax' }, 'pool'],
  ]);
  const file = join(folder, 'deep.h5');
  await writeFile(file, await writeKerasHdf5(network));
  const args = ['import', file, '--name', 'owner/deep', '--preprocess', 'tf', '--dry-run', '--json'];
  const { code, json, stderr } = await service.graft(...args);
  expect([code, stderr]).toEqual([0, expect.stringMatching(/^read +[\d.]+ s +2003\/2003 .* layers\/s\nstore/)]);
  expect(json.layers).toHaveLength(2003);
});

it.skipIf(!models)('gives back in Keras the numbers that came in', { timeout: 120_000 }, async () => {
  const file = join(models!, 'keras-full/fer2013_mini_XCEPTION.119-0.65.hdf5');
  await service.graft('import', file, '--name', 'owner/faces', '--preprocess', 'tf');
  const into = join(folder, 'faces');
  await service.graft('pull', 'owner/faces', '--format', 'keras', '-o', into);
  const [came, left] = await Promise.all(
    [file, join(into, 'model.h5')].map(async (path) => readKerasHdf5(new Uint8Array(await readFile(path)), path)),
  );
  const images = [randomNumbers([2, 48, 48, 1])];
  const [[ours], [theirs]] = await Promise.all([runOnnx(came!, images), runOnnx(left!, images)]);
  expect(largestDifference(ours!, theirs!)).toBeLessThan(1e-5);
});
