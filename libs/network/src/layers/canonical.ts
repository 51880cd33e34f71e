import type { LayerConfig } from '../graph.js';
import { activationName } from './activation-functions.js';
import type { LayerKind } from './layer-kind.js';
import { type Configured, Settings } from './settings.js';

/**
 * A layer's settings from a file of any Keras generation, with Keras 2's names and meanings and its defaults filled in.
 * @throws ModelRefused if one is missing or an activation function is not known.
 */
export function canonical(kind: LayerKind, layer: Configured): LayerConfig {
  const config = kind.modernise?.(layer.config, new Settings(layer)) ?? layer.config;
  const settings = new Settings({ ...layer, config });
  return Object.fromEntries(
    Object.entries(kind.settings).map(([key, standard]) => {
      const value = config[key] === undefined ? standard : config[key];
      if (value === undefined) throw settings.refused(key, 'a value');
      return [key, key.endsWith('activation') ? activationName(layer, value) : value];
    }),
  );
}
