import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Batch, pickTrainingEngine, type Trainer } from '#graft/engine';
import { toTensor } from '#graft/images';
import { LocalBlobStore } from '#graft/storage';
import { buildHead, extract, type CompleteRecipe } from '#graft/training';
import type { Service } from '../support/service.js';
import { loadBackbone, loadInTfjs, predictInTfjs } from './loading.js';
import { BASE, photoBytes, PREPROCESSING as preprocessing } from './pets.js';
import { atLeast, milliseconds, told, type Section } from './report.js';

const PHOTOS = 64;
const EPOCHS = 20;
const BATCH = 32;
const HEAD: CompleteRecipe['head'] = {
  hidden: [128],
  activation: 'relu',
  batchNorm: false,
  dropout: 0.5,
  pooling: 'avg',
};

/** The same head trained on features kept once, and with the backbone run again for every image of every epoch. */
export async function caching(service: Service): Promise<Section> {
  const prefix = await loadBackbone(service, BASE);
  const photos = photoBytes('train', PHOTOS);
  const folder = await mkdtemp(join(tmpdir(), 'graft-bench-'));
  const blobs = new LocalBlobStore(join(folder, 'blobs'));
  const items = await Promise.all(
    photos.map(async (bytes, position) => ({
      ...{ position, name: `${position}.jpg`, labels: ['pet'], contentDigest: String(position) },
      digest: (await blobs.put(bytes)).digest,
    })),
  );
  const targets = Float32Array.from({ length: PHOTOS * 2 }, (_, i) =>
    Number(i % 2 === Math.floor(i / 2 / (PHOTOS / 2))),
  );
  const network = buildHead({ head: HEAD, seed: 1 }, [1280], { units: 2, activation: 'softmax' });
  const options = { optimizer: 'adam', loss: 'categorical-crossentropy', seed: 1 } as const;
  const { engine } = await pickTrainingEngine(network, options);
  const head = () => engine.trainer(network, options);

  const withCache = await milliseconds(async () => {
    const config = { dataDir: folder, threads: 2, maxPixels: 1e8, featureCacheBytes: 2 ** 30 };
    const cache = await extract(items, { prefix, preprocessing }, config, () => Promise.resolve());
    const features = new Float32Array(PHOTOS * 1280);
    items.forEach(({ digest }, i) => cache.read(digest, features, i * 1280));
    await epochs(await head(), (start, count) => features.subarray(start * 1280, (start + count) * 1280), targets);
    cache.close();
  });

  const model = await loadInTfjs(service, BASE);
  const tensors = await Promise.all(photos.map((bytes) => toTensor(bytes, preprocessing)));
  const size = tensors[0]!.length;
  const images = new Float32Array(PHOTOS * size);
  tensors.forEach((tensor, i) => images.set(tensor, i * size));
  const inTheLoop = async () =>
    epochs(
      await head(),
      (start, count) => predictInTfjs(model, images.subarray(start * size, (start + count) * size), count),
      targets,
    );
  const without = await milliseconds(inTheLoop);
  model.dispose();
  await rm(folder, { recursive: true });

  return {
    title: `${EPOCHS} epochs with the feature cache and without it`,
    how: `EfficientNet-Lite0 at 224 px and a head of 128 units, ${PHOTOS} photos, batches of ${BATCH}, the head trained by ${engine.name} both times. With the cache: decode, extract on ONNX Runtime, then train. Without: images decoded beforehand, the backbone on the same backend in every step.`,
    figures: [
      told('with the cache, in total', withCache / 1000, 's'),
      told('backbone in the training loop', without / 1000, 's'),
      atLeast('without ÷ with', without / withCache, 10),
    ],
  };
}

async function epochs(
  trainer: Trainer,
  features: (start: number, count: number) => Float32Array,
  targets: Float32Array,
): Promise<void> {
  function* batches(): Generator<Batch> {
    for (let start = 0; start < PHOTOS; start += BATCH) {
      const count = Math.min(BATCH, PHOTOS - start);
      yield {
        count,
        inputs: [features(start, count)],
        targets: targets.subarray(start * 2, (start + count) * 2),
        known: null,
        weights: null,
      };
    }
  }
  for (let epoch = 0; epoch < EPOCHS; epoch++) for await (const _ of trainer.train(batches(), () => 1e-3));
  await trainer.dispose();
}
