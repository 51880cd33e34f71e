import { ModelRefused } from '#graft/problems';
import type { Layer, Network, WeightSpec } from '../graph.js';
import { Numbering, snakeCase } from '../keras-names.js';
import { kerasOrder } from '../keras-order.js';
import { type Hdf5Dataset, type Hdf5Group, withHdf5 } from './hdf5.js';
import { kerasGeneration, readKerasTopology } from './keras-config.js';
import { type ModelNode, parseModel } from './keras-model.js';
import { fitted, tensorOf } from './tensors.js';
import { unzip } from './zip.js';

const CONFIG = 'config.json';
const METADATA = 'metadata.json';
const WEIGHTS = 'model.weights.h5';

/**
 * Reads a `.keras` archive, of Keras 3 or of 2.12 to 2.15. Its weights lie in groups called after each layer's class
 * and number, not after its name, in the order in which Keras keeps the layers.
 * @throws ModelRefused
 */
export async function readKerasV3(archive: Uint8Array, file: string): Promise<Network> {
  const entries = await unzip(archive, file, [CONFIG, METADATA, WEIGHTS]);
  const [config, metadata] = [CONFIG, METADATA].map((name) => json(entries, name, file));
  const { topology, paths } = readKerasTopology(
    config,
    kerasGeneration((metadata as { keras_version?: unknown }).keras_version),
  );
  return withHdf5(entry(entries, WEIGHTS, file), `${file}: ${WEIGHTS}`, (root) => {
    const stored = storedVariables(parseModel(config), root);
    const layers = topology.layers.map((layer): Layer => ({
      ...layer,
      weights: filled(layer, stored.get(JSON.stringify(paths.get(layer.name))) ?? [], file),
    }));
    return { ...topology, layers };
  });
}

function filled(layer: Layer<WeightSpec>, datasets: Hdf5Dataset[], file: string) {
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
function storedVariables(model: ModelNode, root: Hdf5Group): Map<string, Hdf5Dataset[]> {
  const found = new Map<string, Hdf5Dataset[]>();
  const walk = (node: ModelNode, group: Hdf5Group, path: string[]): void => {
    const container = groupIn(group, 'layers') ?? groupIn(group, '_layer_checkpoint_dependencies');
    const numbering = new Numbering();
    for (const layer of kerasOrder(node)) {
      const stored = container && groupIn(container, numbering.next(snakeCase(layer.className)));
      const inner = [...path, layer.name];
      if (!stored) continue;
      if (layer.model) walk(layer.model, stored, inner);
      else found.set(JSON.stringify(inner), variablesOf(stored));
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

function entry(entries: Map<string, Uint8Array>, name: string, file: string): Uint8Array {
  const content = entries.get(name);
  if (content) return content;
  throw new ModelRefused(`${file} is a zip archive, but not of Keras: it has no ${name}.`, { where: name });
}

function json(entries: Map<string, Uint8Array>, name: string, file: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(entry(entries, name, file))) as unknown;
  } catch (error) {
    if (error instanceof ModelRefused) throw error;
    throw new ModelRefused(`${file}: ${name} is not JSON (${(error as Error).message}).`, { where: name });
  }
}
