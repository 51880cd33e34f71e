import { ModelRefused } from '#graft/problems';
import type { Graph, Layer, TensorRef, WeightSpec } from './graph.js';

/** One call of a layer. */
export interface Call<W extends WeightSpec = WeightSpec> {
  layer: Layer<W>;
  call: number;
  inputs: TensorRef[];
}

/** The first output of a layer's call. */
export const outputOf = (layer: string, call = 0): TensorRef => ({ layer, call, output: 0 });

/**
 * Calls of all layers, each after those it reads; in the order of `graph.layers` where that is one. Calls rather than
 * layers, because a shared layer may be called again on what comes after it.
 * @throws ModelRefused on a cycle, or where an input names a layer, call or output that does not exist.
 */
export function callsInOrder<W extends WeightSpec>(graph: Graph<W>): Call<W>[] {
  const calls = new Map<string, Call<W>[]>();
  for (const layer of graph.layers) {
    if (calls.has(layer.name)) throw new ModelRefused(`Two layers are called "${layer.name}".`, { where: layer.name });
    calls.set(
      layer.name,
      layer.calls.map((inputs, call) => ({ layer, call, inputs })),
    );
  }
  const find = (ref: TensorRef, reader: string): Call<W> => {
    const found = ref.output === 0 ? calls.get(ref.layer)?.[ref.call] : undefined;
    if (found) return found;
    throw new ModelRefused(
      `${reader} reads output ${ref.output} of call ${ref.call} of layer "${ref.layer}", which does not exist.`,
      { where: reader, received: [ref.layer, ref.call, ref.output], accepted: 'an output of a layer in the model' },
    );
  };
  const order = sorted([...calls.values()].flat(), find);
  for (const ref of graph.outputs) find(ref, 'The model');
  return order;
}

/** A graph whose layers stand in topological order of their first call. */
export function inOrder<W extends WeightSpec>(graph: Graph<W>): Graph<W> {
  return { ...graph, layers: [...new Set(callsInOrder(graph).map(({ layer }) => layer))] };
}

/**
 * The calls that every way from the input to the output goes through, in order. A call is one if no other tensor made
 * before it is still read after it.
 */
export function spineOf(graph: Graph<WeightSpec>): Call[] {
  const calls = callsInOrder(graph);
  const position = new Map(calls.map(({ layer, call }, i) => [`${layer.name}\n${call}`, i]));
  const lastReader = calls.map((_, i) => i);
  const read = (layer: string, call: number, by: number) => {
    const made = position.get(`${layer}\n${call}`)!;
    lastReader[made] = Math.max(lastReader[made]!, by);
  };
  calls.forEach(({ inputs }, i) => inputs.forEach((ref) => read(ref.layer, ref.call, i)));
  graph.outputs.forEach((ref) => read(ref.layer, ref.call, calls.length));
  let open = 0;
  return calls.filter((_, i) => {
    const alone = open <= i;
    open = Math.max(open, lastReader[i]!);
    return alone;
  });
}

/** Depth-first without recursion: a graph may be thousands of layers deep. */
function sorted<W extends WeightSpec>(calls: Call<W>[], find: (ref: TensorRef, reader: string) => Call<W>): Call<W>[] {
  const order: Call<W>[] = [];
  const state = new Map<Call<W>, 'open' | 'done'>();
  for (const root of calls) {
    const stack = [root];
    while (stack.length > 0) {
      const current = stack.at(-1)!;
      if (state.has(current)) {
        stack.pop();
        if (state.get(current) === 'open') order.push(current);
        state.set(current, 'done');
        continue;
      }
      state.set(current, 'open');
      for (const ref of current.inputs.toReversed()) {
        const input = find(ref, `Layer "${current.layer.name}"`);
        if (state.get(input) === 'open') {
          const { name } = input.layer;
          throw new ModelRefused(`The layers form a cycle through "${name}".`, { where: name });
        }
        if (!state.has(input)) stack.push(input);
      }
    }
  }
  return order;
}
