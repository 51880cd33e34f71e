import { sizeOf } from './weights.js';

/** A packed array of numbers and its shape. */
export interface Tensor {
  shape: number[];
  data: Float32Array;
}

/** Reorders the dimensions of a packed array: result dimension i is input dimension `permutation[i]`. */
export function permute(data: Float32Array, shape: readonly number[], permutation: readonly number[]): Float32Array {
  const { extents, steps } = loops(shape, permutation);
  const result = new Float32Array(data.length);
  const inner = extents.length - 1;
  const [innerExtent, innerStep] = [extents[inner]!, steps[inner]!];
  const index = extents.map(() => 0);
  let from = 0;
  for (let to = 0; to < result.length;) {
    for (let i = 0, at = from; i < innerExtent; i++, at += innerStep) result[to++] = data[at]!;
    for (let axis = inner - 1; axis >= 0; axis--) {
      from += steps[axis]!;
      if (++index[axis]! < extents[axis]!) break;
      from -= steps[axis]! * extents[axis]!;
      index[axis] = 0;
    }
  }
  return result;
}

/** Extents of the result and steps in the source. Dimensions of 1 are left out; those that stay together become one. */
function loops(shape: readonly number[], permutation: readonly number[]): { extents: number[]; steps: number[] } {
  const [extents, steps]: [number[], number[]] = [[1], [0]];
  for (const axis of permutation) {
    const extent = shape[axis]!;
    const step = sizeOf(shape.slice(axis + 1));
    if (extent === 1) continue;
    const last = extents.length - 1;
    if (steps[last] === extent * step) {
      extents[last]! *= extent;
      steps[last] = step;
    } else {
      extents.push(extent);
      steps.push(step);
    }
  }
  return { extents, steps };
}
