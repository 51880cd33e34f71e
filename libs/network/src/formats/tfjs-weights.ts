import { ModelRefused } from '#graft/problems';
import type { StoredType, Weight, WeightSpec } from '../graph.js';
import { storedBytes } from '../weights.js';
import { list, object } from './keras-model.js';

/** Reads a shard that the manifest names; undefined if there is none. */
export type Shards = (path: string) => Uint8Array | undefined;

/** A group of a manifest: files whose bytes, one behind another, are the weights in order. */
export interface WeightGroup<W extends WeightSpec> {
  paths: string[];
  weights: W[];
}

/** A group as `model.json` has it. */
export interface ManifestGroup {
  paths: string[];
  weights: ManifestWeight[];
}

export interface ManifestWeight {
  name: string;
  shape: number[];
  dtype: 'float32' | 'int32';
  quantization?: { dtype: 'uint8' | 'uint16' | 'float16'; scale?: number; min?: number; original_dtype: 'float32' };
}

/** All weights of a manifest, in order. */
export function readManifest(manifest: unknown, shards: Shards): Weight[] {
  return list(manifest, 'weightsManifest').flatMap((group, g) => {
    const { paths, weights } = object(group, `weightsManifest[${g}]`);
    const specs = list(weights, `weightsManifest[${g}].weights`).map(specOf);
    const files = list(paths, `weightsManifest[${g}].paths`).map((path) => {
      const bytes = typeof path === 'string' ? shards(path) : undefined;
      if (bytes) return { path: path as string, bytes };
      throw new ModelRefused(`The weight file ${JSON.stringify(path)} is missing.`, { where: String(path) });
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
  throw new ModelRefused(`The weight "${name}" is stored in an unknown way.`, {
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

/** A group of weights as `model.json` describes it. */
export const manifestGroup = ({ paths, weights }: WeightGroup<WeightSpec>): ManifestGroup => ({
  paths,
  weights: weights.map(manifestWeight),
});

function manifestWeight({ name, shape, stored: { dtype, scale, min } }: WeightSpec): ManifestWeight {
  if (dtype === 'float32' || dtype === 'int32') return { name, shape, dtype };
  if (dtype === 'float16') return { name, shape, dtype: 'float32', quantization: { dtype, original_dtype: 'float32' } };
  const quantization = { dtype, scale: scale ?? 1, min: min ?? 0, original_dtype: 'float32' as const };
  return { name, shape, dtype: 'float32', quantization };
}
