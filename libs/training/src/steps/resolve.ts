import { readNetwork, readPreprocessing, readTopology, type Artifact } from '#graft/artifact';
import type { Preprocessing } from '#graft/images';
import { findTop, inferShapes, withoutTop, type Network, type Shape } from '#graft/network';
import { InvalidInput } from '#graft/problems';
import type { BlobStore } from '#graft/storage';
import type { CompleteRecipe } from '../recipe.js';

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
export async function resolve(blobs: BlobStore, base: Artifact, recipe: CompleteRecipe): Promise<Frozen> {
  const preprocessing = await readPreprocessing(blobs, base);
  if (!preprocessing) {
    throw new InvalidInput(
      'This base cannot be fine-tuned: nobody has said how images become its input. Publish it again with its preprocessing.',
      { where: 'base', received: null, accepted: 'a model with known preprocessing' },
    );
  }
  const topology = await readTopology(blobs, base);
  const top = base.top ?? findTop(topology);
  if (!top) {
    throw new InvalidInput(
      'This base cannot be fine-tuned: no top was found in it, since no pooling, flattening or 1×1 classifier ends ' +
        'its feature maps. Publish it again naming the layer where its top begins.',
      { where: 'base', accepted: 'a model with a known top boundary' },
    );
  }
  const inputShape: Shape = [...recipe.inputSize, preprocessing.channels];
  const cut = withoutTop(topology, { top, pooling: recipe.head.pooling, inputShape });
  const prefix = await readNetwork(blobs, base, { only: cut });
  return { prefix, preprocessing: { ...preprocessing, size: recipe.inputSize }, features: outputShape(prefix) };
}

function outputShape(network: Network): number[] {
  return inferShapes(network)
    .of(network.outputs[0]!)
    .map((extent) => extent!);
}
