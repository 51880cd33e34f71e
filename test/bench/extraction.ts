import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onnxRuntime } from '#graft/engine';
import { preprocessingOf, toTensor } from '#graft/images';
import { LocalBlobStore } from '#graft/storage';
import { extract } from '#graft/training';
import type { Service } from '../support/service.js';
import { loadBackbone, loadInTfjs, predictInTfjs } from './loading.js';
import { photoBytes } from './pets.js';
import { atLeast, atMost, median, milliseconds, told, type Section } from './report.js';

const MODEL = 'starter/mobilenet-v2-224';
const ROUNDS = 5;
const PHOTOS = 150;
const PHOTOS_ON_TFJS = 10;

/** The frozen part alone: bare ONNX Runtime on ready tensors, the extraction of a run, and TF.js on WebAssembly. */
export async function extraction(service: Service): Promise<Section> {
  const prefix = await loadBackbone(service, MODEL);
  const preprocessing = preprocessingOf('unit', [224, 224]);
  const photos = photoBytes('train', PHOTOS);
  const tensors = await Promise.all(photos.map((bytes) => toTensor(bytes, preprocessing)));

  const folder = await mkdtemp(join(tmpdir(), 'graft-bench-'));
  const blobs = new LocalBlobStore(join(folder, 'blobs'));
  const items = await Promise.all(
    photos.map(async (bytes, position) => ({
      ...{ position, name: `${position}.jpg`, label: 'pet', labels: ['pet'], contentDigest: String(position) },
      digest: (await blobs.put(bytes)).digest,
    })),
  );
  const frozen = { prefix, preprocessing, features: [1280] };
  // Two threads: one for ONNX Runtime, one for decoding.
  const config = { threads: 2, maxPixels: 1e8, featureCacheBytes: 2 ** 30 };
  const session = await onnxRuntime.load(prefix, { threads: 1 });
  const bare: number[] = [];
  const ours: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    bare.push(
      await milliseconds(async () => {
        for (const tensor of tensors) await session.run(tensor, 1);
      }),
    );
    const cache = join(folder, `cache-${round}`);
    ours.push(await milliseconds(() => extract(items, frozen, blobs, cache, config, () => Promise.resolve())));
  }
  await session.dispose();
  await rm(folder, { recursive: true });

  const model = await loadInTfjs(service, MODEL);
  predictInTfjs(model, tensors[0]!, 1); // warms up
  const tfjs = await milliseconds(() =>
    tensors.slice(0, PHOTOS_ON_TFJS).forEach((tensor) => predictInTfjs(model, tensor, 1)),
  );
  model.dispose();

  const each = Math.min(...ours) / PHOTOS;
  return {
    title: 'Extraction: the frozen part, once for each image',
    how: `MobileNetV2-1.0 at 224 px without its top, ${PHOTOS} photos of about 300 px, ${ROUNDS} rounds in turn. A run's extraction loads the network, then decodes, resizes, runs and stores.`,
    figures: [
      told('ONNX Runtime on one thread, tensors ready', Math.min(...bare) / PHOTOS, 'ms an image'),
      told("a run's extraction", each, 'ms an image'),
      told('TF.js WASM, tensors ready', tfjs / PHOTOS_ON_TFJS, 'ms an image'),
      atMost("a run's extraction ÷ bare ONNX Runtime, median", median(ours.map((value, i) => value / bare[i]!)), 1.3),
      atLeast("TF.js WASM ÷ a run's extraction", tfjs / PHOTOS_ON_TFJS / each, 5),
    ],
  };
}
