import type { Graph, OutlineStage, WeightSpec } from './graph.js';
import { outputOf, spineOf } from './order.js';
import { inferShapes } from './shapes.js';

/** Extent that a free one is taken for, px: most networks of photographs were made for it. */
const FREE = 224;
/** Borders that are padded or cut off make no new stage. */
const SHRUNK = 2 / 3;
/** A network of more stages is drawn by its first ones and its last. */
const STAGES = 12;

/**
 * A network in a few pairs of numbers, to draw it by: along the spine, the last tensor of each extent, from the input to
 * the output.
 */
export function outlineOf(graph: Graph<WeightSpec>): OutlineStage[] {
  const [input] = graph.inputs;
  if (!input) return [];
  const own = inferShapes(graph).of(input);
  const shapes = inferShapes(
    graph,
    own.map((extent) => extent ?? FREE),
  );
  const stages: OutlineStage[] = [];
  for (const { layer, call } of spineOf(graph)) {
    const shape = shapes.of(outputOf(layer.name, call)).map((extent) => extent ?? 1);
    const [extent, channels] = [Math.max(1, ...shape.slice(0, -1)), shape.at(-1) ?? 1];
    const last = stages.at(-1);
    if (!last || extent <= last[0] * SHRUNK) stages.push([extent, channels]);
    else if (stages.length > 1) stages[stages.length - 1] = [Math.min(extent, last[0]), channels];
    else if (channels !== last[1]) stages.push([extent, channels]); // the input itself is shown, too
  }
  return stages.length > STAGES ? [...stages.slice(0, STAGES - 1), stages.at(-1)!] : stages;
}
