import { SurgeryRefused } from '#graft/problems';
import type { Graph, Shape, WeightSpec } from './graph.js';
import { kindOf } from './layers/index.js';
import { inputConfig } from './layers/input.js';
import { printed } from './layers/layer-kind.js';
import { inferShapes, layersBelow } from './shapes.js';

/**
 * The same graph for inputs of another size.
 * @param inputShape without batch; free extents are null.
 * @throws SurgeryRefused saying why the size cannot work: too small after so many strides, a Flatten in the way.
 */
export function resizeInput<W extends WeightSpec>(graph: Graph<W>, inputShape: Shape): Graph<W> {
  const [input] = graph.inputs;
  const layer = graph.layers.find(({ name }) => name === input?.layer);
  if (!input || !layer) throw new SurgeryRefused('The network has no input.');
  checkChannels(inferShapes(graph).of(input), inputShape);
  const config = { ...layer.config, ...inputConfig(inputShape), dtype: layer.config.dtype };
  const resized = { ...graph, layers: graph.layers.map((each) => (each === layer ? { ...each, config } : each)) };
  try {
    inferShapes(resized);
  } catch (error) {
    throw error instanceof SurgeryRefused ? explained(error, graph, inputShape) : error;
  }
  return resized;
}

function checkChannels(own: Shape, wanted: Shape): void {
  const fits = own.length === wanted.length && (own.at(-1) === null || own.at(-1) === wanted.at(-1));
  if (fits && wanted.every((extent) => extent === null || (Number.isInteger(extent) && extent > 0))) return;
  throw new SurgeryRefused(
    `The input is ${printed(own)}; it can have another size, but not the shape ${printed(wanted)}.`,
    {
      where: 'inputShape',
      received: wanted,
      accepted: printed([...own.slice(0, -1).map(() => null), own.at(-1)!]),
    },
  );
}

/** Says what in the network stands against the size. */
function explained(error: SurgeryRefused, graph: Graph<WeightSpec>, inputShape: Shape): SurgeryRefused {
  const where = error.extras.where ?? '';
  const names = layersBelow(graph, where);
  const below = graph.layers.filter(({ name }) => names.has(name));
  const flattening = below.findLast((layer) => kindOf(layer).role === 'reshaping');
  if (flattening) {
    const detail = `${flattening.className} in the way: "${flattening.name}" turns the feature map into a vector whose length follows from the input size. ${error.detail}`;
    return new SurgeryRefused(detail, {
      ...error.extras,
      received: inputShape,
      accepted: 'the size that the network was trained with, or no top',
    });
  }
  const strides = below.filter(({ config }) => strideOf(config) > 1);
  const shrinkage = strides.reduce((product, { config }) => product * strideOf(config), 1);
  const smallest = smallestSize(graph, inputShape);
  const accepted = smallest ? `at least ${printed(inputShape.slice(0, -1).map(() => smallest))}` : undefined;
  return new SurgeryRefused(
    `${printed(inputShape)} is too small after ${strides.length} strides (1/${shrinkage} of the size): ${error.detail}${accepted ? ` It works with ${accepted}.` : ''}`,
    { ...error.extras, received: inputShape, accepted },
  );
}

function strideOf({ strides, pool_size }: Record<string, unknown>): number {
  const value = strides ?? pool_size ?? 1;
  return Number(Array.isArray(value) ? value[0] : value);
}

/** The smallest square that works, by halving; null if none up to 2,048 does. */
function smallestSize(graph: Graph<WeightSpec>, inputShape: Shape): number | null {
  const works = (size: number): boolean => {
    try {
      inferShapes(
        graph,
        inputShape.map((extent, i) => (i < inputShape.length - 1 ? size : extent)),
      );
      return true;
    } catch (error) {
      if (error instanceof SurgeryRefused) return false;
      throw error;
    }
  };
  let [low, high] = [0, 2048];
  if (!works(high)) return null;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (works(middle)) high = middle;
    else low = middle;
  }
  return high;
}
