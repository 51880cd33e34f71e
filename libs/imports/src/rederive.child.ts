import { join } from 'node:path';
import { type Artifact, readLabels, readPreprocessing, storeArtifact } from '#graft/artifact';
import { serveChild } from '#graft/child';
import type { Config } from '#graft/config';
import type { Network } from '#graft/network';
import { BlobLost, type BlobStore, type Digest, LocalBlobStore, openBlobStore, writeNewFile } from '#graft/storage';
import { type Bundle, openBundle } from './bundle.js';
import type { LocalFile } from './files.js';
import { type Asked, readModel } from './read-model.js';
import type { OriginalFile } from '#graft/zoo';

export interface RederiveTask {
  settings: Pick<Config, 'dataDir' | 's3' | 'maxUploadBytes'>;
  /** Where it may put files meanwhile. */
  folder: string;
  artifact: Artifact;
  /** The files that the artifact was read from. */
  original: OriginalFile[];
  /** Blobs of the artifact that the store has not, or not whole. */
  wanted: Digest[];
}

/** Reads a model again from the files that were uploaded. Answers which of the wanted blobs are whole again. */
serveChild<RederiveTask, Digest[]>(async ({ settings, folder, artifact, original, wanted }) => {
  const blobs = openBlobStore(settings);
  const labels = await ifThere(readLabels(blobs, artifact));
  const preprocessing = await ifThere(readPreprocessing(blobs, artifact));
  const bundle = await openBundle(await filesOf(original, blobs, folder), folder, settings.maxUploadBytes);
  const network = await networkIn(
    bundle,
    { labels: labels ?? undefined, preprocessing: preprocessing ?? undefined },
    artifact,
  );
  const { top, cut, summary } = artifact;
  const scratch = new LocalBlobStore(join(folder, 'scratch'));
  await storeArtifact(scratch, { network, labels, preprocessing, top, cut, task: summary.task, test: null });
  const mended: Digest[] = [];
  for (const digest of wanted) {
    if (!(await scratch.stat(digest))) continue;
    await blobs.put(await scratch.open(digest), { digest });
    mended.push(digest);
  }
  return mended;
});

async function filesOf(original: OriginalFile[], blobs: BlobStore, folder: string): Promise<LocalFile[]> {
  const files: LocalFile[] = [];
  for (const { path: name, blob } of original) {
    const path = join(folder, `original-${files.length}`);
    await writeNewFile(path, await blobs.open(blob.digest));
    files.push({ name, path, size: blob.size });
  }
  return files;
}

/** A file of weights alone is read into the architecture that was recognised when it was imported. */
async function networkIn({ main, format, beside }: Bundle, asked: Asked, { summary }: Artifact): Promise<Network> {
  try {
    return (await readModel(main, format, beside, asked)).network;
  } catch (error) {
    if (summary.architecture === null) throw error;
    return (await readModel(main, format, beside, { ...asked, application: summary.architecture })).network;
  }
}

/** Labels and preprocessing are parts of the artifact that may be lost themselves. */
const ifThere = <T>(reading: Promise<T | null>): Promise<T | null> =>
  reading.catch((error: unknown) => {
    if (error instanceof BlobLost) return null;
    throw error;
  });
