import { type Artifact, readLabels, readNetwork, readPreprocessing, readTopology } from '#graft/artifact';
import type { BlobStore } from '#graft/storage';
import type { WantedFile } from '../pool/tasks.js';
import { cutGraph } from './cut.js';
import { exportFormat, type ExportSource } from './formats/index.js';

/**
 * The bytes of a model's file in a format.
 * @throws SurgeryRefused if it cannot be cut so; InvalidInput naming a layer that the format cannot hold
 */
export async function exported(blobs: BlobStore, artifact: Artifact, wanted: WantedFile): Promise<Uint8Array> {
  const { format, extension, cut, options } = wanted;
  const topology = cutGraph(await readTopology(blobs, artifact), artifact.top, cut);
  const source: ExportSource = {
    ...{ artifact, topology },
    network: () => readNetwork(blobs, artifact, { only: topology }),
    labels: () => (cut.top ? readLabels(blobs, artifact) : Promise.resolve(null)),
    preprocessing: () => readPreprocessing(blobs, artifact),
  };
  return exportFormat(format).write(source, extension, options);
}
