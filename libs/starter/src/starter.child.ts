import { type Artifact, type Replay, storeArtifact } from '#graft/artifact';
import { serveChild } from '#graft/child';
import type { Config } from '#graft/config';
import { type Preprocessing, testImage } from '#graft/images';
import { findTop, readTfjsLayers } from '#graft/network';
import { openBlobStore } from '#graft/storage';
import { readStarterFiles } from './files.js';

/** Which network to read, and where to store it. */
export interface StarterTask {
  settings: Pick<Config, 'dataDir' | 's3'>;
  folder: string;
}

serveChild<StarterTask, Artifact>(async ({ settings, folder }) => {
  const files = await readStarterFiles(folder);
  const text = (name: string) => String(files.get(name));
  const network = readTfjsLayers(JSON.parse(text('model.json')), (path) => files.get(path));
  return storeArtifact(openBlobStore(settings), {
    network,
    labels: text('labels.txt').trim().split('\n'),
    preprocessing: JSON.parse(text('preprocessing.json')) as Preprocessing,
    top: findTop(network),
    task: 'image-classification',
    test: { image: await testImage(), scores: (JSON.parse(text('test.json')) as Replay).scores },
  });
});
