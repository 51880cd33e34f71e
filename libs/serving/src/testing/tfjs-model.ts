import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Artifact, storeArtifact } from '#graft/artifact';
import { preprocessingOf } from '#graft/images';
import { findTop, readTfjsLayers } from '#graft/network';
import type { BlobStore } from '#graft/storage';

interface ModelJson {
  weightsManifest: { paths: string[] }[];
}

/** Stores the TF.js layers model of a folder, an image classifier that takes pixels in [-1, 1] at 224 px. */
export async function storeTfjsModel(blobs: BlobStore, folder: string): Promise<Artifact> {
  const modelJson = JSON.parse(await readFile(join(folder, 'model.json'), 'utf8')) as ModelJson;
  const paths = modelJson.weightsManifest.flatMap((group) => group.paths);
  const read = await Promise.all(paths.map(async (path) => [path, await readFile(join(folder, path))] as const));
  const shards = new Map<string, Uint8Array>(read);
  const network = readTfjsLayers(modelJson, (path) => shards.get(path));
  return storeArtifact(blobs, {
    network,
    labels: null,
    preprocessing: preprocessingOf('tf', 224),
    top: findTop(network),
    task: 'image-classification',
    test: null,
  });
}
