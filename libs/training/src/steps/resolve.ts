import { readNetwork, readTopology, type Artifact } from '#graft/artifact';
import type { Preprocessing } from '#graft/images';
import { inferShapes, withoutTop, type Network } from '#graft/network';
import type { BlobStore } from '#graft/storage';
import type { CompleteRecipe } from '../recipe.js';
import { tunable } from '../tunable.js';

/** The part of the base that stays as it is, and how images come to it. */
export interface Frozen {
  /** Backbone and, where there is one, pooling. */
  prefix: Network;
  preprocessing: Preprocessing;
  /** Shape of what the prefix puts out for one image. */
  features: number[];
}

/**
 * Cuts the base's top off, sets its input size and reads the weights that are left.
 * @throws InvalidInput where the base cannot be fine-tuned, SurgeryRefused where the input size does not fit it.
 */
export async function resolve(
  blobs: BlobStore,
  base: Artifact,
  { inputSize, head }: Pick<CompleteRecipe, 'inputSize' | 'head'>,
): Promise<Frozen> {
  const { preprocessing, top } = await tunable(blobs, base);
  const inputShape = [...inputSize, preprocessing.channels];
  const cut = withoutTop(await readTopology(blobs, base), { top, pooling: head.pooling, inputShape });
  const prefix = await readNetwork(blobs, base, { only: cut });
  return { prefix, preprocessing: { ...preprocessing, size: inputSize }, features: outputShape(prefix) };
}

function outputShape(network: Network): number[] {
  return inferShapes(network)
    .of(network.outputs[0]!)
    .map((extent) => extent!);
}
