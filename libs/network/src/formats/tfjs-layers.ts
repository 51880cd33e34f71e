import { ModelRefused } from '#graft/problems';
import type { Network, StoredType, Weight, WeightSpec } from '../graph.js';
import { storedBytes, variableOf } from '../weights.js';
import { kerasGeneration, readKerasTopology } from './keras-config.js';
import { list, object } from './keras-model.js';
import { WeightNames } from './weight-names.js';

/** Reads a shard that the manifest names; undefined where there is none. */
export type Shards = (path: string) => Uint8Array | undefined;

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
    throw new ModelRefused('This is a TF.js graph model, which holds operations, not layers.', {
      where: 'model.json: format',
      received: 'graph-model',
      accepted: 'layers-model',
    });
  }
  const version = kerasGeneration(topologyJson.keras_version);
  const { topology, paths } = readKerasTopology(topologyJson.model_config ?? topologyJson, version);
  const stored = new WeightNames(readManifest(json.weightsManifest, shards));
  const layers = topology.layers.map((layer) => ({
    ...layer,
    weights: layer.weights.map((spec) => checked(spec, stored.take(paths.get(layer.name)!, variableOf(spec)))),
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

/** All weights of a manifest, in order. */
function readManifest(manifest: unknown, shards: Shards): Weight[] {
  return list(manifest, 'weightsManifest').flatMap((group, g) => {
    const { paths, weights } = object(group, `weightsManifest[${g}]`);
    const specs = list(weights, `weightsManifest[${g}].weights`).map(specOf);
    const files = list(paths, `weightsManifest[${g}].paths`).map((path) => {
      const bytes = typeof path === 'string' ? shards(path) : undefined;
      if (bytes) return { path: path as string, bytes };
      throw new ModelRefused(`The file ${JSON.stringify(path)} of the weights is missing.`, { where: String(path) });
    });
    return cut(specs, files);
  });
}

function specOf(value: unknown): WeightSpec & { skipped: boolean } {
  const { name, shape, dtype, quantization, group } = object(value, 'a weight');
  const extent = (item: unknown) => Number.isInteger(item) && (item as number) >= 0 && (item as number) < 2 ** 31;
  if (typeof name !== 'string' || !Array.isArray(shape) || shape.length > 8 || !shape.every(extent)) {
    throw new ModelRefused(`The weight ${JSON.stringify(name)} has no name or no shape.`, {
      where: 'model.json: weightsManifest',
      received: shape,
      accepted: 'a list of whole numbers',
    });
  }
  const stored = storedType(name, dtype, quantization);
  return { name, shape: shape as number[], stored, skipped: group === 'optimizer' };
}

function storedType(name: string, dtype: unknown, quantization: unknown): StoredType {
  const { dtype: packed, scale, min } = quantization == null ? {} : object(quantization, `weight ${name}`);
  if (packed === undefined && (dtype === 'float32' || dtype === 'int32')) return { dtype };
  if (packed === 'float16') return { dtype: packed };
  if ((packed === 'uint8' || packed === 'uint16') && Number.isFinite(scale) && Number.isFinite(min)) {
    return { dtype: packed, scale: scale as number, min: min as number };
  }
  throw new ModelRefused(`The weight "${name}" is stored in a way that is not known.`, {
    where: 'model.json: weightsManifest',
    received: { dtype, quantization },
    accepted: 'float32 or int32, quantized as uint8, uint16 or float16 or not at all',
  });
}

/** Cuts the files of a group, one behind another, into its weights. */
function cut(specs: (WeightSpec & { skipped: boolean })[], files: { path: string; bytes: Uint8Array }[]): Weight[] {
  const needed = specs.reduce((sum, spec) => sum + storedBytes(spec), 0);
  const received = files.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
  if (needed !== received) {
    const paths = files.map(({ path }) => path).join(', ');
    throw new ModelRefused(
      `The weights' files (${paths}) are too ${received < needed ? 'short' : 'long'}: ${received} bytes for weights of ${needed}.`,
      { where: paths, received, accepted: needed },
    );
  }
  let [file, offset] = [0, 0];
  const take = (length: number): Uint8Array => {
    while (file < files.length - 1 && offset === files[file]!.bytes.byteLength) [file, offset] = [file + 1, 0];
    const source = files[file]?.bytes ?? new Uint8Array();
    const available = Math.min(length, source.byteLength - offset);
    const piece = source.subarray(offset, offset + available);
    offset += available;
    if (available === length) return piece;
    const whole = new Uint8Array(length);
    whole.set(piece);
    whole.set(take(length - available), available);
    return whole;
  };
  return specs.flatMap(({ skipped, ...spec }) => {
    const bytes = take(storedBytes(spec));
    return skipped ? [] : [{ ...spec, bytes }];
  });
}
