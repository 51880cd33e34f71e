import { readNetwork, readTopology, type Artifact } from '#graft/artifact';
import type { Preprocessing } from '#graft/images';
import { withoutTop } from '#graft/network';
import type { BlobStore } from '#graft/storage';
import { divide, type DividedBackbone } from '../assembly.js';
import type { CompleteRecipe } from '../recipe.js';
import { tunable } from '../tunable.js';

/** The part of the base that a run keeps, where it is frozen, and how images come to it. */
export interface Resolved extends DividedBackbone {
  preprocessing: Preprocessing;
}

/**
 * Cuts the base where the head goes on, sets its input size, reads the weights that are left and divides it.
 * @throws InvalidInput where the base cannot be fine-tuned, SurgeryRefused where cut, input size or freeze do not fit it.
 */
export async function resolve(
  blobs: BlobStore,
  base: Artifact,
  { inputSize, cut, head, freeze }: Pick<CompleteRecipe, 'inputSize' | 'cut' | 'head' | 'freeze'>,
): Promise<Resolved> {
  const { preprocessing, top } = await tunable(blobs, base);
  const topology = withoutTop(await readTopology(blobs, base), {
    top: { ...top, layer: cut },
    pooling: head.pooling,
    inputShape: [...inputSize, preprocessing.channels],
  });
  const backbone = await readNetwork(blobs, base, { only: topology });
  return { ...divide(backbone, freeze), preprocessing: { ...preprocessing, size: inputSize } };
}
