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
 * Cuts the base where the head goes on, sets its input size and reads the weights that are left.
 * @throws InvalidInput where the base cannot be fine-tuned, SurgeryRefused where cut or input size do not fit it.
 */
export async function resolve(
  blobs: BlobStore,
  base: Artifact,
  { inputSize, cut, head }: Pick<CompleteRecipe, 'inputSize' | 'cut' | 'head'>,
): Promise<Frozen> {
  const { preprocessing, top } = await tunable(blobs, base);
  const inputShape = [...inputSize, preprocessing.channels];
  const backbone = withoutTop(await readTopology(blobs, base), {
    top: { ...top, layer: cut },
    pooling: head.pooling,
    inputShape,
  });
  const prefix = await readNetwork(blobs, base, { only: backbone });
  return { prefix, preprocessing: { ...preprocessing, size: inputSize }, features: outputShape(prefix) };
}

function outputShape(network: Network): number[] {
  return inferShapes(network)
    .of(network.outputs[0]!)
    .map((extent) => extent!);
}
