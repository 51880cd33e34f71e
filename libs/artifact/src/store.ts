import { type Network, type Topology, layersBelow } from '#graft/network';
import { type BlobRef, type BlobStore, type Digest, digestOf } from '#graft/storage';
import type { Artifact, ArtifactParts, WeightBlock } from './artifact.js';
import { canonicalJson } from './canonical-json.js';
import type { Replay } from './replay.js';
import { summarise } from './summary.js';
import { blocksOf, packBlock } from './weight-blocks.js';

/**
 * Stores a model as blobs: its topology and every block of weights, labels and preprocessing under their own digests.
 * Equal parts give an equal artifact, and what the store has already costs nothing.
 * @throws InvalidInput if labels do not fit the output or something is not JSON.
 */
export async function storeArtifact(blobs: BlobStore, parts: ArtifactParts): Promise<Artifact> {
  const { network, labels, preprocessing, top, cut } = parts;
  const summary = summarise(parts);
  const putJson = (value: unknown) => blobs.put(canonicalBytes(value));

  const weights: WeightBlock[] = [];
  const boundaries = [cut, top?.layer].filter((layer) => layer !== undefined);
  for (const layers of blocksOf(
    network,
    boundaries.map((layer) => layersBelow(network, layer)),
  )) {
    const { bytes, tensors } = packBlock(layers);
    weights.push({ blob: await blobs.put(bytes), tensors });
  }
  const described = {
    topology: await putJson(topologyOf(network)),
    weights,
    labels: labels && (await putJson(labels)),
    preprocessing: preprocessing && (await putJson(preprocessing)),
  };
  const test = await storeReplay(blobs, parts.test);
  return { artifactDigest: artifactDigestOf(described), ...described, top, ...(cut && { cut }), test, summary };
}

/** Stores what a model answered to the test image, as `Artifact.test` has it. */
export async function storeReplay(blobs: BlobStore, test: Replay | null): Promise<Artifact['test']> {
  return test && { image: await blobs.put(test.image), scores: await blobs.put(canonicalBytes(test.scores)) };
}

/** Over what the model computes, and nothing else: no ids, dates, timings or card. */
function artifactDigestOf({ topology, weights, labels, preprocessing }: DigestedParts): Digest {
  return digestOf(
    canonicalBytes({
      topology: topology.digest,
      weights: weights.map((block) => block.blob.digest),
      labels: labels?.digest ?? null,
      preprocessing: preprocessing?.digest ?? null,
    }),
  );
}

interface DigestedParts {
  topology: BlobRef;
  weights: WeightBlock[];
  labels: BlobRef | null;
  preprocessing: BlobRef | null;
}

/** The network without its weights' bytes. */
function topologyOf(network: Network): Topology {
  return {
    ...network,
    layers: network.layers.map((layer) => ({
      ...layer,
      weights: layer.weights.map(({ name, shape, stored }) => ({ name, shape, stored })),
    })),
  };
}

const canonicalBytes = (value: unknown): Uint8Array => new TextEncoder().encode(canonicalJson(value));
