import { ModelRefused } from '#graft/problems';
import type { Layer, Network, Weight, WeightSpec } from '../graph.js';
import { Numbering, snakeCase } from '../keras-names.js';
import { kerasOrder } from '../keras-order.js';
import type { Hdf5Dataset, Hdf5Group, OnLayers } from './hdf5.js';
import type { KerasTopology } from './keras-config.js';
import type { ModelNode } from './model-node.js';
import { fitted, tensorOf } from './tensors.js';

/*
 * The layout of weights that came with Keras 3, in `.keras` archives and `.weights.h5` files: groups called after each
 * layer's class and number, not after its name, in the order in which Keras keeps the layers.
 */

const containerOf = (group: Hdf5Group): Hdf5Group | undefined =>
  groupIn(group, 'layers') ?? groupIn(group, '_layer_checkpoint_dependencies');

/** Whether a file's weights lie by number. */
export const hasNumberedWeights = (root: Hdf5Group): boolean => containerOf(root) !== undefined;

/**
 * @param model as the file that the weights belong to nests it
 * @throws ModelRefused if a layer's weights are missing or of another shape
 */
export function numberedWeights(
  root: Hdf5Group,
  model: ModelNode,
  { topology, paths }: Pick<KerasTopology, 'topology' | 'paths'>,
  file: string,
  onLayers?: OnLayers,
): Network {
  const stored = storedVariables(model, root, (done) => onLayers?.(done, topology.layers.length));
  const layers = topology.layers.map((layer): Layer => ({
    ...layer,
    weights: filled(layer, stored.get(JSON.stringify(paths.get(layer.name))) ?? [], file),
  }));
  return { ...topology, layers };
}

function filled(layer: Layer<WeightSpec>, datasets: Hdf5Dataset[], file: string): Weight[] {
  if (datasets.length !== layer.weights.length) {
    throw new ModelRefused(
      `${file}: layer "${layer.name}" (${layer.className}) has ${layer.weights.length} variables, the file stores ${datasets.length}.`,
      {
        where: layer.name,
        received: datasets.map(({ path }) => path),
        accepted: layer.weights.map(({ name }) => name),
      },
    );
  }
  return layer.weights.map((spec, i) => fitted(spec, tensorOf(datasets[i]!), `${file}: ${datasets[i]!.path}`));
}

/** The data sets of each layer, by its path: the names of the models around it, then its own. */
function storedVariables(
  model: ModelNode,
  root: Hdf5Group,
  onLayer: (done: number) => void,
): Map<string, Hdf5Dataset[]> {
  const found = new Map<string, Hdf5Dataset[]>();
  let done = 0;
  const walk = (node: ModelNode, group: Hdf5Group, path: string[]): void => {
    const container = containerOf(group);
    const numbering = new Numbering();
    for (const layer of kerasOrder(node)) {
      const stored = container && groupIn(container, numbering.next(snakeCase(layer.className)));
      const inner = [...path, layer.name];
      if (!stored) continue;
      if (layer.model) {
        walk(layer.model, stored, inner);
        continue;
      }
      found.set(JSON.stringify(inner), variablesOf(stored));
      onLayer(++done);
    }
  };
  walk(model, root, []);
  return found;
}

/** A layer's own variables, then those of the layers that it holds: a cell, or the two directions of a Bidirectional. */
function variablesOf(group: Hdf5Group): Hdf5Dataset[] {
  const own = groupIn(group, 'vars');
  const variables = own
    ? own
        .keys()
        .toSorted((a, b) => Number(a) - Number(b))
        .map((key) => own.get(key) as Hdf5Dataset)
    : [];
  const held = ['cell', 'forward_layer', 'backward_layer'].flatMap((name) => groupIn(group, name) ?? []);
  return [...variables, ...held.flatMap(variablesOf)];
}

function groupIn(group: Hdf5Group, name: string): Hdf5Group | undefined {
  const child = group.get(name);
  return child?.kind === 'group' ? child : undefined;
}
