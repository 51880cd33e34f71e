import { type Artifact, replay, storeArtifact } from '#graft/artifact';
import { findTop, type Network } from '#graft/network';
import type { BlobStore } from '#graft/storage';
import type { TaskName } from '../tasks/index.js';
import type { Resolved } from './resolve.js';

/**
 * Stores what was learnt, whole; the blobs of what was frozen are those of the base. Its exports must answer alike: those of
 * the base were compared when it was published, so only the layers that were trained are compared here.
 * @throws ModelRefused where an export answers otherwise
 */
export async function store(
  task: TaskName,
  blobs: BlobStore,
  base: Artifact,
  { preprocessing }: Resolved,
  { whole: network, suffix }: { whole: Network; suffix: Network },
  labels: string[],
): Promise<Artifact> {
  const test = base.test === undefined ? await replay(network, preprocessing) : null;
  if (base.test !== undefined) await replay(suffix, null);
  const top = findTop(network);
  return storeArtifact(blobs, { network, labels, preprocessing, top, task, test });
}
