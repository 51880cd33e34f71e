import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { storeArtifact, type Artifact } from '#graft/artifact';
import { preprocessingOf } from '#graft/images';
import { findTop, readTfjsLayers } from '#graft/network';
import type { BlobStore } from '#graft/storage';
import { sharedData } from '../../../../test/support/require.js';
import type { RunItem } from '../run-input.js';

const MODEL = sharedData('models/mobilenet-v2-035-224-tfjs');
const PHOTOS = sharedData('images/cat_dog');

/** Real photos and a real backbone are there to test with. */
export const PETS_AVAILABLE = MODEL !== null && PHOTOS !== null;

export const PETS = ['cat', 'dog'];

/** MobileNetV2 0.35 at 224 px with a head of two classes that are no pets. */
export async function petsBase(blobs: BlobStore): Promise<Artifact> {
  const modelJson: unknown = JSON.parse(await readFile(join(MODEL!, 'model.json'), 'utf8'));
  const weights = await readFile(join(MODEL!, 'weights.bin'));
  const network = readTfjsLayers(modelJson, (path) => (path === 'weights.bin' ? weights : undefined));
  return storeArtifact(blobs, {
    network,
    labels: ['thumb', 'index'],
    preprocessing: preprocessingOf('tf', 224),
    top: findTop(network),
    task: 'image-classification',
    test: null,
  });
}

/** The first so many photos of each class. */
export async function petPhotos(
  blobs: BlobStore,
  part: 'train' | 'test',
  count: { cat: number; dog: number },
): Promise<RunItem[]> {
  const items: RunItem[] = [];
  for (const label of PETS) {
    const names = (await readdir(join(PHOTOS!, part, label))).sort().slice(0, count[label as 'cat' | 'dog']);
    for (const file of names) {
      const { digest } = await blobs.put(await readFile(join(PHOTOS!, part, label, file)));
      const name = `${label}/${file}`;
      items.push({ position: items.length, name, digest, contentDigest: digest, labels: [label] });
    }
  }
  return items;
}
