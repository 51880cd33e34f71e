import type { StoredType, Weight, WeightSpec } from './graph.js';

const BYTES_PER_VALUE: Record<StoredType['dtype'], number> = { float32: 4, float16: 2, int32: 4, uint8: 1, uint16: 2 };

/** How many values a shape holds. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, extent) => product * extent, 1);

/** How many bytes a weight takes as it is stored. */
export const storedBytes = (spec: WeightSpec): number => sizeOf(spec.shape) * BYTES_PER_VALUE[spec.stored.dtype];

/** The last part of a weight's name: `kernel` of `Conv1/kernel`. */
export const variableOf = (spec: WeightSpec): string => spec.name.slice(spec.name.lastIndexOf('/') + 1);

/** A weight's name within its layer: `kernel` of `Conv1/kernel`, `forward_lstm/kernel` of a Bidirectional. */
export const nameWithin = (layer: string, spec: WeightSpec): string => spec.name.slice(layer.length + 1);

/** A layer's weights as those of a layer of another name. */
export const movedTo = <W extends WeightSpec>(layer: string, from: string, weights: W[]): W[] =>
  layer === from ? weights : weights.map((weight) => ({ ...weight, name: `${layer}/${nameWithin(from, weight)}` }));

/** A float32 weight over the array's own memory. */
export function weightOf(name: string, shape: number[], data: Float32Array): Weight {
  if (sizeOf(shape) !== data.length) {
    throw new RangeError(`${name}: a shape of [${shape.join(', ')}] does not hold ${data.length} values.`);
  }
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return { name, shape, stored: { dtype: 'float32' }, bytes };
}

/**
 * A weight's values as float32, `scale * q + min` where it is quantised. An aligned float32 weight is not copied: what
 * comes back then shares its memory.
 */
export function values(weight: Weight): Float32Array {
  const { bytes, stored } = weight;
  switch (stored.dtype) {
    case 'float32': {
      const { buffer, byteOffset } = aligned(bytes, 4);
      return new Float32Array(buffer, byteOffset, bytes.byteLength / 4);
    }
    case 'int32': {
      const { buffer, byteOffset } = aligned(bytes, 4);
      return Float32Array.from(new Int32Array(buffer, byteOffset, bytes.byteLength / 4));
    }
    case 'float16': {
      const { buffer, byteOffset } = aligned(bytes, 2);
      return decode(new Uint16Array(buffer, byteOffset, bytes.byteLength / 2), float16Values());
    }
    case 'uint16': {
      const { buffer, byteOffset } = aligned(bytes, 2);
      return dequantise(new Uint16Array(buffer, byteOffset, bytes.byteLength / 2), stored);
    }
    case 'uint8':
      return dequantise(bytes, stored);
  }
}

function aligned(bytes: Uint8Array, to: number): Uint8Array {
  return bytes.byteOffset % to === 0 ? bytes : bytes.slice();
}

function dequantise(quantised: Uint8Array | Uint16Array, { scale = 1, min = 0 }: StoredType): Float32Array {
  const floats = new Float32Array(quantised.length);
  for (let i = 0; i < floats.length; i++) floats[i] = scale * quantised[i]! + min;
  return floats;
}

function decode(codes: Uint16Array, table: Float32Array): Float32Array {
  const floats = new Float32Array(codes.length);
  for (let i = 0; i < floats.length; i++) floats[i] = table[codes[i]!]!;
  return floats;
}

/** The weight in half precision, each value rounded to the nearest (ties to even), as TF.js' converter does. */
export function toFloat16(weight: Weight): Weight {
  const floats = values(weight);
  const codes = Uint16Array.from(floats, float16Bits);
  return { ...weight, stored: { dtype: 'float16' }, bytes: new Uint8Array(codes.buffer) };
}

const single = new Float32Array(1);
const bitsOfSingle = new Uint32Array(single.buffer);

/** IEEE 754 binary16 of a number that is one in binary32. */
function float16Bits(value: number): number {
  single[0] = value;
  const bits = bitsOfSingle[0]!;
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00; // not a number
  if (magnitude >= 0x477ff000) return sign | 0x7c00; // rounds beyond 65,504
  if (magnitude < 0x38800000) {
    // Below 2^-14 a step is 2^-24, whatever the exponent.
    return sign | roundedToEven(Math.abs(value) * 2 ** 24);
  }
  // The exponent's bias is 15 instead of 127; a fraction that rounds up carries into the exponent as it should.
  return sign | (roundedToEven((magnitude - 0x38000000) / 2 ** 13) & 0x7fff);
}

function roundedToEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}

let float16Table: Float32Array | undefined;

/** All 65,536 half-precision numbers (IEEE 754 binary16), by their bits. */
function float16Values(): Float32Array {
  return (float16Table ??= Float32Array.from({ length: 0x10000 }, (_, bits) => {
    const sign = bits & 0x8000 ? -1 : 1;
    const exponent = (bits >> 10) & 0x1f;
    const fraction = bits & 0x3ff;
    if (exponent === 0) return sign * fraction * 2 ** -24;
    if (exponent === 0x1f) return fraction ? NaN : sign * Infinity;
    return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
  }));
}
