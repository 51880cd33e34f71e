import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { sharedData } from '../../../test/support/require.js';
import { openBundle } from './bundle.js';
import type { LocalFile } from './files.js';
import { type Asked, readModel } from './read-model.js';

const mobileNet = sharedData('models/mobilenet-v2-035-224-tfjs');

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'graft-import-'))));
afterEach(() => rm(folder, { recursive: true }));

type Contents = Record<string, string | Uint8Array>;

async function file(name: string, bytes: string | Uint8Array): Promise<LocalFile> {
  const path = join(folder, name.replaceAll('/', '_'));
  await writeFile(path, bytes);
  return { name, path, size: bytes.length };
}

async function zip(contents: Contents, options: object = {}): Promise<LocalFile> {
  const archive = new ZipFile();
  for (const [name, bytes] of Object.entries(contents)) archive.addBuffer(Buffer.from(bytes), name, options);
  archive.end();
  return file('model.zip', await buffer(archive.outputStream));
}

async function read(files: LocalFile[], asked: Asked = {}) {
  const bundle = await openBundle(files, folder, 100_000_000);
  return readModel(bundle.main, bundle.format, bundle.beside, asked);
}

const real = (name: string) => readFile(join(mobileNet!, name));

describe.skipIf(!mobileNet)('a TF.js layers model in an archive', () => {
  it('is read with what lies beside it, wherever it lies', async () => {
    const model = await read([
      await zip({
        'x/model.json': await real('model.json'),
        'x/weights.bin': await real('weights.bin'),
        'x/labels.txt': '0 thumb\n1 index\n',
        'x/LICENSE': 'MIT License\n\nPermission is hereby granted, free of charge, to any person obtaining a copy',
        'x/README.md': '---\ntags: [hands]\n---\n# Hands',
      }),
    ]);
    expect(model).toMatchObject({
      format: 'tfjs-layers',
      task: 'image-classification',
      labels: { value: ['thumb', 'index'], from: 'labels.txt' },
      preprocessing: { value: { size: [224, 224], scale: 1 / 127.5 }, from: 'architecture MobileNetV2' },
      license: { value: 'mit', from: 'LICENSE' },
      card: expect.stringContaining('# Hands') as string,
    });
  });

  it('takes what the importer says', async () => {
    const files = [
      await file('model.json', await real('model.json')),
      await file('weights.bin', await real('weights.bin')),
    ];
    const asked = { labels: ['a', 'b'], preprocessing: 'tf', top: 'block_16_project_BN' };
    expect(await read(files, asked)).toMatchObject({
      labels: { value: ['a', 'b'] },
      preprocessing: { value: { size: [224, 224], scale: 1 / 127.5 } },
      top: { layer: 'block_16_project_BN', kind: 'named' },
    });
  });

  it.each([
    ['nothing that is a model', () => ({ 'a.txt': 'hello' }), /None of the files/],
    ['an empty file', () => ({ 'model.json': '' }), /None of the files/],
    [
      'weights that are missing',
      async () => ({ 'model.json': await real('model.json') }),
      /weights\.bin, which is missing/,
    ],
    [
      'weights that are too short',
      async () => ({ 'model.json': await real('model.json'), 'weights.bin': Buffer.alloc(100) }),
      /too short/,
    ],
    [
      'weights that are too long',
      async () => ({ 'model.json': await real('model.json'), 'weights.bin': randomBytes(3e6) }),
      /too long/,
    ],
    [
      'weights elsewhere',
      () => ({ 'model.json': '{"modelTopology":{},"weightsManifest":[{"paths":["../../x"]}]}' }),
      /is not next to it/,
    ],
    [
      'weights on another host',
      () => ({ 'model.json': '{"modelTopology":{},"weightsManifest":[{"paths":["http://a.example/x"]}]}' }),
      /is not next to it/,
    ],
    ['JSON cut off', () => ({ 'model.json': '{"modelTopology":' }), /not JSON/],
    [
      'two models',
      async () => ({ 'a/model.json': await real('model.json'), 'b/model.json': await real('model.json') }),
      /more than one model/,
    ],
    ['a graph model', () => ({ 'model.json': '{"format":"graph-model","modelTopology":{"node":[]}}' }), /graph model/],
  ] as [string, () => Contents | Promise<Contents>, RegExp][])('is refused with %s', async (_, contents, reason) => {
    await expect(read([await zip(await contents())])).rejects.toThrow(reason);
  });
});

const models = sharedData('models');

describe.skipIf(!models)('a Keras file', () => {
  const keras = async (name: string) => file(name.split('/').at(-1)!, await readFile(join(models!, name)));
  const mobileNetWeights = 'keras-weights-only/mobilenet_2_5_224_tf_no_top.h5';

  it.each([
    ['keras-full/kzarama_mnist_28x28.h5', 'keras-hdf5'],
    ['keras-full/kzarama_digits_8x8.keras', 'keras-v3'],
  ])('%s is read, by its content', async (name, format) => {
    const sent = await keras(name);
    expect(await read([{ ...sent, name: 'model.bin' }])).toMatchObject({ format, task: 'image-classification' });
  });

  it('of weights alone is read into the application that is named, and prepares images as that does', async () => {
    const model = await read([await keras(mobileNetWeights)], { application: 'MobileNet' });
    expect(model).toMatchObject({
      format: 'keras-hdf5',
      task: 'feature-extraction',
      preprocessing: { value: { size: [224, 224], scale: 1 / 127.5 }, from: 'architecture MobileNet' },
    });
    expect(model.network.layers.find(({ name }) => name === 'conv1')!.weights[0]!.shape).toEqual([3, 3, 3, 8]);
  });

  it('of weights alone is read with the model.json beside it', async () => {
    const folder = 'keras-weights-only/ardamavi_dogcat';
    const files = [await keras(`${folder}/model.json`), await keras(`${folder}/weights.h5`)];
    expect((await read(files)).files.map(({ name }) => name)).toEqual(['weights.h5', 'model.json']);
  });

  it('of weights alone is refused without either, and with another application', async () => {
    await expect(read([await keras(mobileNetWeights)])).rejects.toThrow(/contains only weights/);
    const other = read([await keras(mobileNetWeights)], { application: 'ResNet50' });
    await expect(other).rejects.toThrow(/fit no ResNet50: alpha 1, with a top of 1000 classes: .* stores weights of/);
  });

  it('with a Lambda layer is refused by its name', async () => {
    const refusal = /^sequential_lambda\.h5: Layer "lambda_1" is of class Lambda/;
    await expect(read([await keras('refuse/sequential_lambda.h5')])).rejects.toThrow(refusal);
  });

  it('with an architecture in YAML is refused, as is that alone', async () => {
    const yaml = await file('model.yaml', 'class_name: Sequential');
    await expect(read([await keras(mobileNetWeights), yaml])).rejects.toThrow(
      /^model\.yaml is YAML, which Graft does not read/,
    );
    await expect(read([yaml])).rejects.toThrow(/YAML tags can name code/);
  });

  it('says of each layer that its weights are read', async () => {
    const sent = await keras('keras-full/kzarama_digits_8x8.keras');
    const seen: number[][] = [];
    const { main, format, beside } = await openBundle([sent], folder, 100_000_000);
    await readModel(main, format, beside, {}, (done, total) => seen.push([done, total]));
    expect(seen.at(-1)![0]).toBe(seen.length);
    expect(seen.at(-1)![0]).toBeLessThanOrEqual(seen[0]![1]!);
    expect(seen.length).toBeGreaterThan(3);
  });
});

it('refuses an archive with links, one that is damaged, and one that is too large', async () => {
  const link = await zip({ 'model.json': '/etc/passwd' }, { mode: 0o120777 });
  await expect(read([link])).rejects.toThrow(/link/);
  const whole = await readFile((await zip({ 'model.json': '{}' })).path);
  await expect(read([await file('cut.zip', whole.subarray(0, 40))])).rejects.toThrow(/cut\.zip|archive/);
  const bomb = await zip({ 'model.json': Buffer.alloc(200_000_000) });
  await expect(read([bomb])).rejects.toThrow(/large|times/);
});
