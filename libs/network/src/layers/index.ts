import { ModelRefused } from '#graft/problems';
import type { LayerConfig } from '../graph.js';
import { activations } from './activation.js';
import { activationName } from './activation-functions.js';
import { convolutions } from './convolution.js';
import { dense } from './dense.js';
import { depthwiseConvolution } from './depthwise-convolution.js';
import { inputLayer } from './input.js';
import type { LayerKind } from './layer-kind.js';
import { mergings } from './merging.js';
import { normalizations } from './normalization.js';
import { paddings } from './padding.js';
import { poolings } from './pooling.js';
import { regularizations } from './regularization.js';
import { reshapings } from './reshaping.js';
import { separableConvolutions } from './separable-convolution.js';
import { type Configured, Settings } from './settings.js';

/** All classes of layers that are known; CONTRIBUTING.md says how to add one. */
const kinds: LayerKind[] = [
  inputLayer,
  ...convolutions,
  depthwiseConvolution,
  ...separableConvolutions,
  dense,
  ...normalizations,
  ...activations,
  ...poolings,
  ...paddings,
  ...mergings,
  ...reshapings,
  ...regularizations,
];

const byName = new Map(kinds.flatMap((kind) => [kind.className, ...(kind.aliases ?? [])].map((name) => [name, kind])));

/** Keras 2's names of the classes that are known. */
export const layerClasses: readonly string[] = kinds.map(({ className }) => className);

/** @throws ModelRefused for a class that is not known: Lambda, a custom one. */
export function kindOf(layer: { name: string; className: string }): LayerKind {
  const kind = byName.get(layer.className);
  if (kind) return kind;
  throw new ModelRefused(
    `Layer "${layer.name}" is of class ${layer.className}, which is not among the known ones. Layers that hold code of their own, such as Lambda, are never loaded.`,
    { where: layer.name, received: layer.className, accepted: layerClasses },
  );
}

/**
 * A layer's settings from a file of any Keras generation, with Keras 2's names and meanings and its defaults filled in.
 * @throws ModelRefused where one is missing or an activation function is not known.
 */
export function canonicalConfig(layer: Configured): LayerConfig {
  const kind = kindOf(layer);
  const config = kind.modernise?.(layer.config, new Settings(layer)) ?? layer.config;
  const settings = new Settings({ ...layer, config });
  return Object.fromEntries(
    Object.entries(kind.settings).map(([key, standard]) => {
      const value = config[key] === undefined ? standard : config[key];
      if (value === undefined) throw settings.refused(key, 'a value');
      return [key, /activation$/.test(key) ? activationName(layer, value) : value];
    }),
  );
}
