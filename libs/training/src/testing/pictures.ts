import { join } from 'node:path';
import { storeArtifact, type Artifact } from '#graft/artifact';
import { renderSample, sampleSet } from '#graft/datasets';
import { preprocessingOf } from '#graft/images';
import { findTop, type Network } from '#graft/network';
import type { BlobStore } from '#graft/storage';
import { mobileNet } from '../../../network/src/testing/mobile-net.js';
import { folderFiles, read } from '../../../network/src/testing/models.js';
import type { RunItem } from '../run-input.js';

const LITE = join(import.meta.dirname, '../../../../starter/efficientnet-lite0');

/** Two classes of the sample set's pictures, each of two of its own. */
const CLASSES = { living: ['animals', 'faces'], things: ['clothing', 'vehicles'] };
export const LABELS = ['living', 'things'] as const;

/** MobileNetV2 0.35 at 224 px with random weights: for what is the same whether a base knows something or not. */
export const smallBase = (blobs: BlobStore): Promise<Artifact> => stored(blobs, mobileNet());

/** EfficientNet-Lite0 of the starter zoo: for how well a head learns. */
export const liteBase = (blobs: BlobStore): Promise<Artifact> => stored(blobs, read(folderFiles(LITE)));

const stored = (blobs: BlobStore, network: Network): Promise<Artifact> =>
  storeArtifact(blobs, {
    network,
    labels: null,
    preprocessing: preprocessingOf('tf', 224),
    top: findTop(network),
    task: 'image-classification',
    test: null,
  });

/** So many pictures of each class, the first ones to train on and the last ones to test with; there are 96. */
export async function pictureItems(
  blobs: BlobStore,
  part: 'train' | 'test',
  count: Record<(typeof LABELS)[number], number>,
): Promise<RunItem[]> {
  const { pictures } = await sampleSet();
  const items: RunItem[] = [];
  for (const label of LABELS) {
    const [some, others] = CLASSES[label].map((own) => pictures.filter((picture) => picture.label === own));
    const all = some!.flatMap((picture, i) => [picture, others![i]!]);
    for (const picture of part === 'train' ? all.slice(0, count[label]) : all.slice(-count[label])) {
      const { digest } = await blobs.put(await renderSample(picture));
      const name = `${label}/${picture.name.split('/')[1]!}`;
      items.push({ position: items.length, name, digest, contentDigest: digest, labels: [label] });
    }
  }
  return items;
}
