import { storeArtifact, type Artifact } from '#graft/artifact';
import { findTop, graft, type Network } from '#graft/network';
import type { BlobStore } from '#graft/storage';
import type { Frozen } from './resolve.js';

/** Grafts the head onto the backbone and stores the whole; the backbone's blobs are those of the base. */
export async function assemble(
  blobs: BlobStore,
  { prefix, preprocessing }: Frozen,
  head: Network,
  labels: string[],
): Promise<Artifact> {
  const network = graft(prefix, head);
  return storeArtifact(blobs, { network, labels, preprocessing, top: findTop(network), task: 'image-classification' });
}
