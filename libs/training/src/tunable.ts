import { readPreprocessing, type Artifact } from '#graft/artifact';
import type { Preprocessing } from '#graft/images';
import type { TopBoundary } from '#graft/network';
import { InvalidInput } from '#graft/problems';
import type { BlobStore } from '#graft/storage';

/** What a model needs to be the base of a fine-tune, besides layers that are known. */
export interface Tunable {
  preprocessing: Preprocessing;
  top: TopBoundary;
  /** The layer after which a new head is attached by default. */
  cut: string;
}

/** @throws InvalidInput saying what the base lacks. */
export async function tunable(blobs: BlobStore, base: Artifact): Promise<Tunable> {
  const preprocessing = await readPreprocessing(blobs, base);
  if (!preprocessing) {
    throw new InvalidInput(
      'This base cannot be fine-tuned, because its preprocessing is unknown. Publish it again with its preprocessing.',
      { where: 'base', received: null, accepted: 'a model with known preprocessing' },
    );
  }
  if (!base.top) {
    throw new InvalidInput(
      'This base cannot be fine-tuned: no top was found in it, since no pooling, flattening or 1×1 classifier ends its ' +
        'feature maps. Publish it again naming the layer where its top begins.',
      { where: 'base', received: null, accepted: 'a model with a known top boundary' },
    );
  }
  return { preprocessing, top: base.top, cut: base.cut ?? base.top.layer };
}
