import type { TensorRef } from './graph.js';

/** A layer as far as the order minds it. */
interface Ordered {
  name: string;
  calls: TensorRef[][];
}

/**
 * Layers in the order in which Keras keeps them, which decides how weights are matched in files that are read by
 * order: by depth, the longest way to an output, and at the same depth as a walk back from the outputs finishes them.
 * Source: `_map_graph_network`/`map_graph` of Keras 2 and 3.
 */
export function kerasOrder<L extends Ordered>(graph: { layers: L[]; outputs: TensorRef[] }): L[] {
  const byName = new Map(graph.layers.map((layer) => [layer.name, layer]));
  const finished = walkBack(graph, byName);
  const depths = new Map<string, number>(graph.outputs.map(({ layer }) => [layer, 0]));
  for (const layer of finished.toReversed()) {
    const below = (depths.get(layer.name) ?? 0) + 1;
    for (const { layer: input } of layer.calls.flat()) depths.set(input, Math.max(depths.get(input) ?? 0, below));
  }
  const depth = (layer: L) => depths.get(layer.name) ?? 0;
  return finished.toSorted((a, b) => depth(b) - depth(a)); // stable: ties keep the walk's order
}

/** Depth first from the outputs, inputs before what reads them; without recursion, as graphs may be thousands deep. */
function walkBack<L extends Ordered>(graph: { outputs: TensorRef[] }, byName: Map<string, L>): L[] {
  const finished: L[] = [];
  const seen = new Set<string>();
  for (const output of graph.outputs) {
    const stack = [{ layer: byName.get(output.layer)!, entered: false }];
    while (stack.length > 0) {
      const { layer, entered } = stack.pop()!;
      if (entered) {
        finished.push(layer);
        continue;
      }
      if (seen.has(layer.name)) continue;
      seen.add(layer.name);
      stack.push({ layer, entered: true });
      for (const input of layer.calls.flat().toReversed())
        stack.push({ layer: byName.get(input.layer)!, entered: false });
    }
  }
  return finished;
}
