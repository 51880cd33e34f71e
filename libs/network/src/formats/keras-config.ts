import { ModelRefused, SurgeryRefused } from '#graft/problems';
import type { Graph, Topology } from '../graph.js';
import { canonicalConfig, kindOf } from '../layers/index.js';
import { inOrder } from '../order.js';
import { describeWeights } from '../shapes.js';
import { toChannelsLast } from './channels-first.js';
import { dissolve } from './dissolve.js';
import { parseModel } from './keras-model.js';

export type KerasVersion = Graph['kerasVersion'];

/** A topology read from a Keras config, with what a reader of weights must know beside it. */
export interface KerasTopology {
  topology: Topology;
  /** Where each layer stood: the names of the models around it, outermost first, then its own name there. */
  paths: Map<string, string[]>;
  /** Layers that kept their channels in front in the file; here they stand last. */
  channelsFirst: Set<string>;
}

/**
 * Reads the config of a Sequential, Model or Functional of any Keras generation. Nested models are dissolved, settings
 * brought to Keras 2's names, weights described as the layers' rules call for.
 * @param config `{ class_name, config }`
 * @throws ModelRefused naming the layer: an unknown class, a missing setting, a cycle, a shape that does not fit.
 */
export function readKerasTopology(config: unknown, kerasVersion: KerasVersion): KerasTopology {
  const { graph, paths } = dissolve(parseModel(config));
  const layers = graph.layers.map((layer) => ({
    ...layer,
    className: kindOf(layer).className,
    config: canonicalConfig(layer),
  }));
  const channelsFirst = new Set(
    layers.filter(({ config: { data_format } }) => data_format === 'channels_first').map(({ name }) => name),
  );
  const topology = asRefusal(() => describeWeights(inOrder(toChannelsLast({ ...graph, layers, kerasVersion }))));
  return { topology, paths, channelsFirst };
}

/** The generation of a version as files give it: `1.2.2`, `2.14.0`, `3.11.3`, `tfjs-layers 1.3.1`. */
export function kerasGeneration(version: unknown): KerasVersion {
  const major = typeof version === 'string' ? /^([13])\./.exec(version)?.[1] : undefined;
  return major === '1' ? 1 : major === '3' ? 3 : 2;
}

/** What surgery refuses in a user's wish is, in a file, a fault of the file. */
function asRefusal<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof SurgeryRefused) throw new ModelRefused(error.detail, error.extras);
    throw error;
  }
}
