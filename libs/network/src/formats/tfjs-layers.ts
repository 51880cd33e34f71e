import { ModelRefused } from '#graft/problems';
import type { Graph, Layer, Network, TensorRef, Weight, WeightSpec } from '../graph.js';
import { nameWithin } from '../weights.js';
import { kerasGeneration, readKerasTopology } from './keras-config.js';
import { object } from './keras-model.js';
import { forTfjs } from './tfjs-equivalent.js';
import { type ManifestGroup, manifestGroup, readManifest, type Shards, type WeightGroup } from './tfjs-weights.js';
import { WeightNames } from './weight-names.js';

/**
 * Reads a TF.js layers model. Quantised weights stay as they are stored; weights share the shards' memory, except one
 * that lies across two shards.
 * @param modelJson the parsed `model.json`
 * @throws ModelRefused naming the file, the place in it, what was received and what is accepted.
 */
export function readTfjsLayers(modelJson: unknown, shards: Shards): Network {
  const json = object(modelJson, 'model.json');
  const topologyJson = object(json.modelTopology, 'modelTopology');
  if (json.format === 'graph-model' || topologyJson.node !== undefined) {
    throw new ModelRefused(
      'This is a TF.js graph model, which contains operations instead of layers. Graft reads TF.js layers models.',
      {
        where: 'model.json: format',
        received: 'graph-model',
        accepted: 'layers-model',
      },
    );
  }
  const version = kerasGeneration(topologyJson.keras_version);
  const { topology, paths } = readKerasTopology(topologyJson.model_config ?? topologyJson, version);
  const stored = new WeightNames(readManifest(json.weightsManifest, shards));
  const layers = topology.layers.map((layer) => ({
    ...layer,
    weights: layer.weights.map((spec) =>
      checked(spec, stored.take(paths.get(layer.name)!, nameWithin(layer.name, spec))),
    ),
  }));
  const [spare] = stored.rest();
  if (spare) {
    throw new ModelRefused(`Weight "${spare}" belongs to no layer of the model.`, {
      where: 'model.json: weightsManifest',
      received: spare,
    });
  }
  return { ...topology, layers };
}

function checked(spec: WeightSpec, weight: Weight | undefined): Weight {
  const where = 'model.json: weightsManifest';
  if (!weight) throw new ModelRefused(`The weight "${spec.name}" is missing.`, { where, accepted: spec.name });
  if (weight.shape.length !== spec.shape.length || weight.shape.some((extent, i) => extent !== spec.shape[i])) {
    throw new ModelRefused(
      `The weight "${weight.name}" has shape [${weight.shape.join(', ')}]; its layer calls for [${spec.shape.join(', ')}].`,
      { where, received: weight.shape, accepted: spec.shape },
    );
  }
  return { ...weight, name: spec.name };
}

/** A parsed `model.json`. */
export interface TfjsLayersModel {
  format: 'layers-model';
  generatedBy: string;
  convertedBy: null;
  modelTopology: Record<string, unknown>;
  weightsManifest: ManifestGroup[];
}

/**
 * Writes a `model.json` that `tf.loadLayersModel` of TF.js layers 4.22 loads. Layers that TF.js lacks are written as
 * others that compute the same.
 * @param arrange puts the weights, which come in the order of the layers, into groups of files. All in one file,
 *   `weights.bin`, if not given. Weights keep whatever else the caller's type has, such as where their bytes lie.
 * @returns the document, and the groups whose bytes are to be served: those of their weights, one behind another.
 * @throws InvalidInput naming the layer where TF.js has no equivalent.
 */
export function writeTfjsLayers<W extends WeightSpec>(
  graph: Graph<W>,
  arrange: (weights: W[]) => WeightGroup<W>[] = (weights) => [{ paths: ['weights.bin'], weights }],
): { modelJson: TfjsLayersModel; groups: WeightGroup<W>[] } {
  const equivalent = forTfjs(graph);
  const groups = arrange(equivalent.layers.flatMap(({ weights }) => weights));
  const config = {
    name: graph.name,
    layers: equivalent.layers.map(layerJson),
    input_layers: equivalent.inputs.map(tensorJson),
    output_layers: equivalent.outputs.map(tensorJson),
  };
  const modelJson: TfjsLayersModel = {
    format: 'layers-model',
    generatedBy: 'Graft',
    convertedBy: null,
    modelTopology: {
      keras_version: `${graph.kerasVersion}.0.0`,
      backend: 'tensorflow',
      model_config: { class_name: 'Model', config },
    },
    weightsManifest: groups.map(manifestGroup),
  };
  return { modelJson, groups };
}

const tensorJson = ({ layer, call, output }: TensorRef) => [layer, call, output];

const layerJson = ({ name, className, config, trainable, calls }: Layer<WeightSpec>) => ({
  name,
  class_name: className,
  config: { name, trainable, ...config },
  inbound_nodes: calls
    .filter((inputs) => inputs.length > 0)
    .map((inputs) => inputs.map((ref) => [...tensorJson(ref), {}])),
});
