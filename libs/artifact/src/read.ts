import type { Preprocessing } from '#graft/images';
import type { Network, Topology, WeightSpec } from '#graft/network';
import type { BlobRef, BlobStore, Digest } from '#graft/storage';
import type { Artifact } from './artifact.js';
import { type StoredPlace, viewWeight } from './weight-blocks.js';

/** What the artifact is made of, without reading a weight: enough to show, search and cut. */
export async function readTopology(blobs: BlobStore, artifact: Artifact): Promise<Topology> {
  return readJson<Topology>(blobs, artifact.topology.digest);
}

/** One per output, in order; null if unknown. */
export async function readLabels(blobs: BlobStore, artifact: Artifact): Promise<string[] | null> {
  return artifact.labels && readJson<string[]>(blobs, artifact.labels.digest);
}

export async function readPreprocessing(blobs: BlobStore, artifact: Artifact): Promise<Preprocessing | null> {
  return artifact.preprocessing && readJson<Preprocessing>(blobs, artifact.preprocessing.digest);
}

/** What the model answered to the test image when it was stored. */
export const readScores = (blobs: BlobStore, scores: BlobRef): Promise<number[]> => readJson(blobs, scores.digest);

/**
 * The artifact's network, its weights being views into their blocks.
 * @param options.only a topology cut from the artifact's own: only the blocks that hold its weights are read.
 * @throws ModelRefused if the blocks do not hold what the topology describes.
 */
export async function readNetwork(
  blobs: BlobStore,
  artifact: Artifact,
  { only }: { only?: Topology } = {},
): Promise<Network> {
  const topology = only ?? (await readTopology(blobs, artifact));
  const wanted = new Set(topology.layers.flatMap((layer) => layer.weights.map((weight) => weight.name)));
  const needed = artifact.weights.filter((block) => block.tensors.some((tensor) => wanted.has(tensor.name)));
  const blocks = await Promise.all(
    needed.map(async ({ blob, tensors }) => ({ tensors, block: await blobs.read(blob.digest) })),
  );
  const places = new Map<string, StoredPlace>(
    blocks.flatMap(({ tensors, block }) => tensors.map((tensor) => [tensor.name, { tensor, block }])),
  );
  const read = (spec: WeightSpec) => viewWeight(spec, places.get(spec.name));
  return { ...topology, layers: topology.layers.map((layer) => ({ ...layer, weights: layer.weights.map(read) })) };
}

async function readJson<T>(blobs: BlobStore, digest: Digest): Promise<T> {
  return JSON.parse(new TextDecoder().decode(await blobs.read(digest))) as T;
}
