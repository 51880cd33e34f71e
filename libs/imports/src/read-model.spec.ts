import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { buildApplication, writeKerasHdf5, writeKerasV3 } from '#graft/network';
import { digits, writeKerasWeights, writeLambdaModel } from '../../network/src/testing/keras-files.js';
import { mobileNetFolder } from '../../network/src/testing/mobile-net.js';
import { withRandomWeights } from '../../network/src/testing/networks.js';
import { writtenFiles } from '../../network/src/testing/models.js';
import { openBundle } from './bundle.js';
import type { LocalFile } from './files.js';
import { type Asked, readModel } from './read-model.js';

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

const real = async (name: string) => readFile(join(await mobileNetFolder(), name));

describe('a TF.js layers model in an archive', () => {
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

describe('a Keras file', () => {
  const mobileNetWeights = async () => {
    const network = withRandomWeights(buildApplication('MobileNet', { includeTop: false, alpha: 0.25 }));
    return file('mobilenet_2_5_224_tf_no_top.h5', await writeKerasWeights(network));
  };

  it.each([
    ['.h5', 'keras-hdf5', writeKerasHdf5],
    ['.keras', 'keras-v3', writeKerasV3],
  ] as const)('%s is read, by its content', async (_, format, write) => {
    const sent = await file('model.bin', await write(digits()));
    expect(await read([sent])).toMatchObject({ format, task: 'image-classification' });
  });

  it('of weights alone is read into the application that is named, and prepares images as that does', async () => {
    const model = await read([await mobileNetWeights()], { application: 'MobileNet' });
    expect(model).toMatchObject({
      format: 'keras-hdf5',
      task: 'feature-extraction',
      preprocessing: { value: { size: [224, 224], scale: 1 / 127.5 }, from: 'architecture MobileNet' },
    });
    expect(model.network.layers.find(({ name }) => name === 'conv1')!.weights[0]!.shape).toEqual([3, 3, 3, 8]);
  });

  it('of weights alone is read with the model.json beside it', async () => {
    const { modelTopology } = writtenFiles(digits()).modelJson as { modelTopology: { model_config: object } };
    const files = [
      await file('model.json', JSON.stringify(modelTopology.model_config)),
      await file('weights.h5', await writeKerasWeights(digits())),
    ];
    expect((await read(files)).files.map(({ name }) => name)).toEqual(['weights.h5', 'model.json']);
  });

  it('of weights alone is refused without either, and with another application', async () => {
    await expect(read([await mobileNetWeights()])).rejects.toThrow(/contains only weights/);
    const other = read([await mobileNetWeights()], { application: 'ResNet50' });
    await expect(other).rejects.toThrow(/fit no ResNet50: alpha 1, with a top of 1000 classes: .* stores weights of/);
  });

  it('with a Lambda layer is refused by its name', async () => {
    const refusal = /^sequential_lambda\.h5: Layer "lambda_1" is of class Lambda/;
    await expect(read([await file('sequential_lambda.h5', await writeLambdaModel())])).rejects.toThrow(refusal);
  });

  it('with an architecture in YAML is refused, as is that alone', async () => {
    const yaml = await file('model.yaml', 'class_name: Sequential');
    await expect(read([await mobileNetWeights(), yaml])).rejects.toThrow(
      /^model\.yaml is YAML, which Graft does not read/,
    );
    await expect(read([yaml])).rejects.toThrow(/YAML tags can name code/);
  });

  it('says of each layer that its weights are read', async () => {
    const sent = await file('digits.keras', await writeKerasV3(digits()));
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
