import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onnxRuntime } from '#graft/engine';
import { toTensor } from '#graft/images';
import { LocalBlobStore } from '#graft/storage';
import { extract } from '#graft/training';
import type { Service } from '../support/service.js';
import { loadBackbone, loadInTfjs, predictInTfjs } from './loading.js';
import { BASE, photoBytes, PREPROCESSING as preprocessing } from './pets.js';
import { atLeast, atMost, median, milliseconds, told, type Section } from './report.js';

const ROUNDS = 5;
const ON_TFJS = 20;

/** The frozen part alone: bare ONNX Runtime on ready tensors, the extraction of a run, and TF.js on WebAssembly. */
export async function extraction(service: Service): Promise<Section> {
  const prefix = await loadBackbone(service, BASE);
  const photos = photoBytes('train');
  const tensors = await Promise.all(photos.map((bytes) => toTensor(bytes, preprocessing)));

  const folder = await mkdtemp(join(tmpdir(), 'graft-bench-'));
  const blobs = new LocalBlobStore(join(folder, 'blobs'));
  const items = await Promise.all(
    photos.map(async (bytes, position) => ({
      ...{ position, name: `${position}.jpg`, labels: ['pet'], contentDigest: String(position) },
      digest: (await blobs.put(bytes)).digest,
    })),
  );
  const frozen = { prefix, preprocessing, features: [1280] };
  // Two threads: one for ONNX Runtime, one for decoding.
  const config = { dataDir: folder, threads: 2, maxPixels: 1e8, featureCacheBytes: 2 ** 30 };
  const session = await onnxRuntime.load(prefix, { threads: 1 });
  const bare: number[] = [];
  const ours: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    bare.push(
      await milliseconds(async () => {
        for (const tensor of tensors) await session.run(tensor, 1);
      }),
    );
    ours.push(await milliseconds(() => extract(items, frozen, config, () => Promise.resolve())));
    await rm(join(folder, 'cache'), { recursive: true });
  }
  await session.dispose();
  await rm(folder, { recursive: true });

  const model = await loadInTfjs(service, BASE);
  predictInTfjs(model, tensors[0]!, 1); // warms up
  const tfjs = await milliseconds(() => tensors.slice(0, ON_TFJS).forEach((tensor) => predictInTfjs(model, tensor, 1)));
  model.dispose();

  const each = median(ours) / photos.length;
  return {
    title: 'Extraction: the backbone, once per image',
    how: `EfficientNet-Lite0 at 224 px without its top, ${photos.length} photos of about 300 px, ${ROUNDS} rounds in turn. A run's extraction loads the network, then reads, decodes, resizes, runs and stores; medians.`,
    figures: [
      told('ONNX Runtime on one thread, tensors ready', median(bare) / photos.length, 'ms per image'),
      told("a run's extraction", each, 'ms per image'),
      told('TF.js WASM, tensors ready', tfjs / ON_TFJS, 'ms per image'),
      atMost("a run's extraction ÷ bare ONNX Runtime, median", median(ours.map((value, i) => value / bare[i]!)), 1.3),
      atLeast("TF.js WASM ÷ a run's extraction", tfjs / ON_TFJS / each, 5),
    ],
  };
}
