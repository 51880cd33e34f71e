import { ModelRefused } from '#graft/problems';
import { type Layer, type Network, type Weight, type WeightSpec, storedBytes } from '#graft/network';
import type { WeightBlock } from './artifact.js';

/** A block of 4 MiB is one request to an object store and one unit that two versions can share. */
const BLOCK_BYTES = 4 * 2 ** 20;

/** Tensors begin at multiples of it, so that a float32 can be viewed where it lies. */
const ALIGNMENT = 4;

type StoredTensor = WeightBlock['tensors'][number];

/** A weight's place: its entry in the block's table and the block's bytes. */
export interface StoredPlace {
  tensor: StoredTensor;
  block: Uint8Array;
}

/**
 * Groups the layers that have weights into blocks, in the graph's order. No block holds layers of both sides of a
 * boundary, so a version that keeps the base up to one has the very same blocks below it.
 * @param boundaries the names of the layers at and below each, the lowest boundary first.
 */
export function blocksOf(network: Network, boundaries: ReadonlySet<string>[]): Layer[][] {
  let left = network.layers.filter((layer) => layer.weights.length > 0);
  const blocks = boundaries.flatMap((below) => {
    const part = left.filter((layer) => below.has(layer.name));
    left = left.filter((layer) => !below.has(layer.name));
    return fillBlocks(part);
  });
  return [...blocks, ...fillBlocks(left)];
}

function fillBlocks(layers: Layer[]): Layer[][] {
  const blocks: Layer[][] = [];
  let free = 0;
  for (const layer of layers) {
    const size = layer.weights.reduce((sum, weight) => sum + aligned(weight.bytes.length), 0);
    const block = blocks.at(-1);
    if (block && size <= free) {
      block.push(layer);
      free -= size;
    } else {
      blocks.push([layer]);
      free = BLOCK_BYTES - size;
    }
  }
  return blocks;
}

/** Lays the weights of a block's layers one after another, as stored, with zeros up to the alignment. */
export function packBlock(layers: Layer[]): { bytes: Uint8Array; tensors: StoredTensor[] } {
  const tensors: StoredTensor[] = [];
  let end = 0;
  for (const { name, shape, stored, bytes } of layers.flatMap((layer) => layer.weights)) {
    tensors.push({ name, shape, stored, offset: end, bytes: bytes.length });
    end += aligned(bytes.length);
  }
  const packed = new Uint8Array(end);
  layers.flatMap((layer) => layer.weights).forEach((weight, index) => packed.set(weight.bytes, tensors[index]!.offset));
  return { bytes: packed, tensors };
}

/**
 * The weight as a view into its block's bytes.
 * @throws ModelRefused if the block does not hold what the topology describes.
 */
export function viewWeight(spec: WeightSpec, place: StoredPlace | undefined): Weight {
  const expected = storedBytes(spec);
  if (!place) refuse(spec.name, 'no block contains it', 'nothing', `${expected} bytes`);
  const { tensor, block } = place;
  if (tensor.stored.dtype !== spec.stored.dtype || tensor.shape.join() !== spec.shape.join()) {
    refuse(spec.name, 'its block and the topology differ', describe(tensor), describe(spec));
  }
  if (tensor.bytes !== expected) {
    refuse(spec.name, 'its length does not fit its shape', `${tensor.bytes} bytes`, `${expected} bytes`);
  }
  const end = tensor.offset + tensor.bytes;
  if (tensor.offset < 0 || tensor.offset % ALIGNMENT !== 0 || end > block.length) {
    refuse(
      spec.name,
      'it is not within its block',
      `bytes ${tensor.offset} to ${end}`,
      `within ${block.length} bytes, at a multiple of ${ALIGNMENT}`,
    );
  }
  return { ...spec, bytes: block.subarray(tensor.offset, end) };
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

function describe({ stored, shape }: Pick<WeightSpec, 'stored' | 'shape'>): string {
  return `${stored.dtype} [${shape.join(', ')}]`;
}

function refuse(weight: string, reason: string, received: string, accepted: string): never {
  throw new ModelRefused(`The stored weight ${weight} cannot be read: ${reason}.`, {
    where: weight,
    received,
    accepted,
  });
}
