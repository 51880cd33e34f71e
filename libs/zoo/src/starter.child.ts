import { type Artifact, storeArtifact } from '#graft/artifact';
import type { Config } from '#graft/config';
import { preprocessingOf } from '#graft/images';
import { serveChild } from '#graft/child';
import { findTop, readTfjsLayers } from '#graft/network';
import { openBlobStore } from '#graft/storage';
import { STARTER_LABELS, type StarterEntry } from './starter-entries.js';

/** Which network to read, and where to store it. */
export interface StarterTask {
  settings: Pick<Config, 'dataDir' | 's3'>;
  entry: Pick<StarterEntry, 'package' | 'size' | 'cut'>;
}

/** A model as nsfwjs holds it: scripts whose default exports are model.json and base64 weights. */
interface PackagedModel {
  modelJson(): Promise<{ default: { weightsManifest: { paths: string[] }[] } }>;
  weightBundles: (() => Promise<{ default: string }>)[];
}

const PACKAGES: Record<StarterEntry['package'], () => Promise<PackagedModel>> = {
  mobilenet_v2: async () => (await import('nsfwjs/models/mobilenet_v2')).MobileNetV2Model as PackagedModel,
  inception_v3: async () => (await import('nsfwjs/models/inception_v3')).InceptionV3Model as PackagedModel,
};

serveChild<StarterTask, Artifact>(async ({ settings, entry }) => {
  const model = await PACKAGES[entry.package]();
  const { default: modelJson } = await model.modelJson();
  const paths = modelJson.weightsManifest.flatMap((group) => group.paths);
  const bundles = await Promise.all(model.weightBundles.map((load) => load()));
  const shards = new Map(paths.map((path, index) => [path, Buffer.from(bundles[index]!.default, 'base64')]));
  const network = readTfjsLayers(modelJson, (path) => shards.get(path));
  return storeArtifact(openBlobStore(settings), {
    network,
    labels: [...STARTER_LABELS],
    preprocessing: preprocessingOf('unit', entry.size),
    top: findTop(network),
    cut: entry.cut,
    task: 'image-classification',
  });
});
