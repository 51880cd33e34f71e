import { ModelRefused } from '#graft/problems';
import type { LayerConfig } from '../graph.js';
import { activations } from './activation.js';
import { bidirectional } from './bidirectional.js';
import { canonical } from './canonical.js';
import { convolutions } from './convolution.js';
import { dense } from './dense.js';
import { depthwiseConvolution } from './depthwise-convolution.js';
import { embedding } from './embedding.js';
import { inputLayer } from './input.js';
import type { LayerKind, Role } from './layer-kind.js';
import { mergings } from './merging.js';
import { normalizations } from './normalization.js';
import { paddings } from './padding.js';
import { poolings } from './pooling.js';
import { recurrents } from './recurrent.js';
import { regularizations } from './regularization.js';
import { reshapings } from './reshaping.js';
import { resizings } from './resizing.js';
import { separableConvolutions } from './separable-convolution.js';
import type { Configured } from './settings.js';
import { transposedConvolution } from './transposed-convolution.js';

/** All classes of layers that are known; CONTRIBUTING.md says how to add one. */
const kinds: LayerKind[] = [
  inputLayer,
  ...convolutions,
  depthwiseConvolution,
  ...separableConvolutions,
  transposedConvolution,
  dense,
  ...normalizations,
  ...activations,
  ...poolings,
  ...paddings,
  ...mergings,
  ...reshapings,
  ...resizings,
  ...regularizations,
  embedding,
  ...recurrents,
  bidirectional,
];

const byName = new Map(kinds.flatMap((kind) => [kind.className, ...(kind.aliases ?? [])].map((name) => [name, kind])));

/** Keras 2's names of the classes that are known. */
export const layerClasses: readonly string[] = kinds.map(({ className }) => className);

/** @throws ModelRefused for a class that is not known: Lambda, a custom one. */
export function kindOf(layer: { name: string; className: string }): LayerKind {
  const kind = byName.get(layer.className);
  if (kind) return kind;
  throw new ModelRefused(
    `Layer "${layer.name}" is of class ${layer.className}, which Graft does not support. Layers that contain code, such as Lambda, are never loaded.`,
    { where: layer.name, received: layer.className, accepted: layerClasses },
  );
}

/** The part that a layer plays in a network, if it is one of those that surgery and imports ask for. */
export const roleOf = (layer: { name: string; className: string }): Role | undefined => kindOf(layer).role;

/** Whether a layer draws random numbers in training. All others run as in inference. */
export const actsAtRandom = (layer: { name: string; className: string }): boolean => kindOf(layer).random === true;

/** @see canonical */
export const canonicalConfig = (layer: Configured): LayerConfig => canonical(kindOf(layer), layer);
