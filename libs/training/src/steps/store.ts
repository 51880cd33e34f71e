import { storeArtifact, type Artifact } from '#graft/artifact';
import { findTop, type Network } from '#graft/network';
import type { BlobStore } from '#graft/storage';
import type { Resolved } from './resolve.js';

/** Stores what was learnt, whole; the blobs of what was frozen are those of the base. */
export async function store(
  blobs: BlobStore,
  { preprocessing }: Resolved,
  network: Network,
  labels: string[],
): Promise<Artifact> {
  return storeArtifact(blobs, { network, labels, preprocessing, top: findTop(network), task: 'image-classification' });
}
