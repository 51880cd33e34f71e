import { groupBy } from '#graft/collections';
import { InvalidInput, ModelRefused } from '#graft/problems';
import type { Layer, Network, Topology, Weight, WeightSpec } from '../graph.js';
import { kerasOrder } from '../keras-order.js';
import { kindOf } from '../layers/index.js';
import type { Origin } from '../layers/older-weights.js';
import type { Tensor } from '../tensor.js';
import { variableOf } from '../weights.js';
import { type Hdf5Dataset, type Hdf5Group, type OnLayers, withHdf5 } from './hdf5.js';
import { kerasGeneration, readKerasTopology, type KerasTopology } from './keras-config.js';
import { parseModel } from './keras-model.js';
import { hasNumberedWeights, numberedWeights } from './keras-numbered-weights.js';
import { fitted, tensorOf } from './tensors.js';

/** What a file of weights alone is to be read into. */
export type Architecture =
  | { topology: Topology } // of an application builder
  | { config: unknown }; // of a model.json beside it

/**
 * Reads a Keras HDF5 file of any generation: a whole model, or weights with an architecture that comes from elsewhere.
 * Weights are matched as Keras matches them: layers by name where the names are the file's own, else by order; the
 * variables of a layer by order.
 * @param bytes are taken over
 * @throws ModelRefused naming the place in the file; InvalidInput for weights without an architecture
 */
export async function readKerasHdf5(
  bytes: Uint8Array,
  file: string,
  architecture?: Architecture,
  onLayers?: OnLayers,
): Promise<Network> {
  return withHdf5(bytes, file, (root) => {
    const config = jsonAttribute(root, 'model_config', file);
    const stored = root.get('model_weights');
    const group = stored?.kind === 'group' ? stored : root;
    const origin = originOf(root, group);
    if (config !== undefined)
      return filled(readKerasTopology(config, origin.kerasVersion), group, origin, file, onLayers);
    const isNumbered = hasNumberedWeights(root);
    if (!isNumbered && names(group, 'layer_names') === undefined) {
      throw new ModelRefused(
        `${file} is an HDF5 file, but not a Keras file: it has neither a model_config nor layer_names.`,
        {
          where: '/',
          received: root.keys().slice(0, 10),
        },
      );
    }
    if (!architecture) {
      throw new InvalidInput(
        `${file} contains only weights. Also give the architecture: a model.json next to the file, or the name of an application such as MobileNet.`,
        { where: '/', accepted: 'a whole model, or weights together with an architecture', missing: 'architecture' },
      );
    }
    if (isNumbered) return numberedIn(root, architecture, file, onLayers);
    return filled(architectureOf(architecture, origin.kerasVersion), group, origin, file, onLayers);
  });
}

/** A `.weights.h5` of Keras 3, or of 2.12 to 2.19, which say no version: where the two differ, it is Keras 3's meaning. */
function numberedIn(root: Hdf5Group, architecture: Architecture, file: string, onLayers?: OnLayers): Network {
  const topology = architectureOf(architecture, 3);
  const model = 'config' in architecture ? parseModel(architecture.config) : architecture.topology;
  return numberedWeights(root, model, topology, file, onLayers);
}

function architectureOf(architecture: Architecture, kerasVersion: FileOrigin['kerasVersion']): KerasTopology {
  if ('config' in architecture) return readKerasTopology(architecture.config, kerasVersion);
  const { topology } = architecture;
  return { topology, paths: new Map(topology.layers.map(({ name }) => [name, [name]])), channelsFirst: new Set() };
}

function originOf(root: Hdf5Group, group: Hdf5Group): FileOrigin {
  const attribute = (name: string) => root.attribute(name) ?? group.attribute(name);
  const version = attribute('keras_version');
  const backend = attribute('backend');
  // Files without a version come from Keras 1: it was added in Keras 2 (and in 1.2 for whole models).
  return {
    kerasVersion: version === undefined ? 1 : kerasGeneration(version),
    backend: typeof backend === 'string' ? backend : 'tensorflow',
  };
}

/** Where the weights of a whole file come from. */
type FileOrigin = Omit<Origin, 'channelsFirst'>;

/** A layer of the file: its name and the data sets of its variables, in order. */
interface StoredLayer {
  name: string;
  variables: { name: string; dataset: Hdf5Dataset }[];
}

function filled(
  { topology, paths, channelsFirst }: KerasTopology,
  group: Hdf5Group,
  origin: FileOrigin,
  file: string,
  onLayers?: OnLayers,
): Network {
  const stored = storedLayers(group, file, onLayers);
  const layers = new Map<string, Layer>();
  for (const { leaves, from } of matched(kerasOrder(topology), paths, stored, file)) {
    const [leaf] = leaves;
    if (leaves.length === 1 && leaf) {
      const tensors = from.variables.map(({ dataset }) => tensorOf(dataset));
      const stands = { ...origin, channelsFirst: channelsFirst.has(leaf.name) };
      const modern = kindOf(leaf).moderniseWeights?.(tensors, stands, leaf) ?? tensors;
      layers.set(leaf.name, { ...leaf, weights: inOrder(leaf, modern, `${file}: ${from.name}`) });
    } else {
      for (const layer of nested(leaves, paths, from, file)) layers.set(layer.name, layer);
    }
  }
  return { ...topology, layers: topology.layers.map((layer) => layers.get(layer.name) ?? { ...layer, weights: [] }) };
}

function storedLayers(group: Hdf5Group, file: string, onLayers?: OnLayers): StoredLayer[] {
  return (names(group, 'layer_names') ?? []).flatMap((name, i, { length }) => {
    onLayers?.(i + 1, length);
    const layer = at(group, name);
    if (layer?.kind !== 'group')
      throw new ModelRefused(`${file}: layer "${name}" is listed, but missing.`, { where: name });
    const variables = (names(layer, 'weight_names') ?? []).map((weight) => ({
      name: weight.replace(/:0$/, ''),
      dataset: datasetAt(layer, weight, file),
    }));
    return variables.length > 0 ? [{ name, variables }] : [];
  });
}

/** Pairs what the file stores with layers that have weights; a nested model stands as one there. */
function matched(
  ordered: Layer<WeightSpec>[],
  paths: Map<string, string[]>,
  stored: StoredLayer[],
  file: string,
): { leaves: Layer<WeightSpec>[]; from: StoredLayer }[] {
  const weighted = ordered.filter(({ weights }) => weights.length > 0);
  const outer = groupBy(weighted, ({ name }) => paths.get(name)![0]!);
  // Keras 3 stores the state of random layers, which no layer here keeps.
  const kept = stored.filter(
    ({ name, variables }) => outer.has(name) || variables.some(({ dataset }) => !isState(dataset)),
  );
  const byName = new Map(kept.map((layer) => [layer.name, layer]));
  if ([...outer.keys()].every((name) => byName.has(name))) {
    const spare = kept.find(({ name }) => !outer.has(name));
    if (spare)
      throw new ModelRefused(`${file}: weights of layer "${spare.name}" belong to no layer of the model.`, {
        where: spare.name,
      });
    return [...outer].map(([name, leaves]) => ({ leaves, from: byName.get(name)! }));
  }
  if (kept.length !== outer.size) {
    throw new ModelRefused(
      `${file} stores weights of ${kept.length} layers; the architecture has ${outer.size} with weights.`,
      {
        where: 'layer_names',
        received: kept.length,
        accepted: outer.size,
      },
    );
  }
  return [...outer.values()].map((leaves, i) => ({ leaves, from: kept[i]! }));
}

const isState = ({ dtype }: Hdf5Dataset) => dtype === 'uint32' || dtype === 'int64';

/** The layers of a nested model: Keras stores what is trained first, then what is not. */
function nested(leaves: Layer<WeightSpec>[], paths: Map<string, string[]>, from: StoredLayer, file: string): Layer[] {
  const specs = leaves.flatMap((leaf) => leaf.weights.map((spec) => ({ leaf, spec })));
  const byName = new Map(from.variables.map((variable) => [variable.name, variable]));
  const nameOf = ({ leaf, spec }: (typeof specs)[number]) => `${paths.get(leaf.name)!.at(-1)!}/${variableOf(spec)}`;
  const order = [...specs.filter((item) => !isMoving(item.spec)), ...specs.filter((item) => isMoving(item.spec))];
  const found = specs.every((item) => byName.has(nameOf(item)))
    ? new Map(specs.map((item) => [item.spec, byName.get(nameOf(item))]))
    : new Map(order.map((item, i) => [item.spec, from.variables[i]]));
  if (specs.length !== from.variables.length) {
    throw new ModelRefused(
      `${file}: "${from.name}" stores ${from.variables.length} weights; its layers have ${specs.length}.`,
      {
        where: from.name,
        received: from.variables.length,
        accepted: specs.length,
      },
    );
  }
  return leaves.map((leaf) => ({
    ...leaf,
    weights: leaf.weights.map((spec) => fitted(spec, tensorOf(found.get(spec)!.dataset), `${file}: ${from.name}`)),
  }));
}

const isMoving = (spec: WeightSpec) => ['moving_mean', 'moving_variance'].includes(variableOf(spec));

function inOrder(layer: Layer<WeightSpec>, tensors: Tensor[], where: string): Weight[] {
  if (tensors.length !== layer.weights.length) {
    throw new ModelRefused(
      `${where}: layer "${layer.name}" (${layer.className}) has ${layer.weights.length} variables, the file stores ${tensors.length}.`,
      {
        where: layer.name,
        received: tensors.map(({ shape }) => shape),
        accepted: layer.weights.map(({ shape }) => shape),
      },
    );
  }
  return layer.weights.map((spec, i) => fitted(spec, tensors[i]!, where));
}

/** A list of names; Keras splits one that is too long for an attribute into `name0`, `name1`, … */
function names(group: Hdf5Group, attribute: string): string[] | undefined {
  const whole = group.attribute(attribute);
  if (whole !== undefined) return textList(whole, `${group.path}@${attribute}`);
  const parts: string[] = [];
  for (let i = 0; ; i++) {
    const part = group.attribute(`${attribute}${i}`);
    if (part === undefined) return i === 0 ? undefined : parts;
    parts.push(...textList(part, `${group.path}@${attribute}${i}`));
  }
}

function textList(value: unknown, where: string): string[] {
  // An empty list comes as an empty array of numbers.
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  throw new ModelRefused(`${where} is not a list of names.`, { where, received: value });
}

/** Names may hold slashes, each a group of its own. */
function at(group: Hdf5Group, path: string): Hdf5Group | Hdf5Dataset | undefined {
  let found: Hdf5Group | Hdf5Dataset | undefined = group;
  for (const name of path.split('/').filter((part) => part !== '')) {
    found = found?.kind === 'group' ? found.get(name) : undefined;
  }
  return found;
}

function datasetAt(layer: Hdf5Group, path: string, file: string): Hdf5Dataset {
  const found = at(layer, path);
  if (found?.kind === 'dataset') return found;
  throw new ModelRefused(`${file}: the weight "${path}" of ${layer.path} is listed, but missing.`, {
    where: layer.path,
  });
}

function jsonAttribute(group: Hdf5Group, name: string, file: string): unknown {
  const text = group.attribute(name);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(String(text)) as unknown;
  } catch (error) {
    throw new ModelRefused(`${file}: the attribute ${name} is not JSON (${(error as Error).message}).`, {
      where: `/@${name}`,
    });
  }
}
