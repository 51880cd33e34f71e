import { groupBy } from '#graft/collections';
import { ModelRefused } from '#graft/problems';
import type { Layer, TensorRef, WeightSpec } from '../graph.js';
import { INPUT_LAYER } from '../layers/input.js';
import type { LayerNode, ModelNode } from './model-node.js';

/** A model in the place where it is used: the layer of the outer scope that it is, or the whole. */
interface Scope {
  model: ModelNode;
  outer?: { scope: Scope; node: LayerNode };
  byName: Map<string, LayerNode>;
  inner: Map<string, Scope>;
  /** How often the model is called in all, over all calls of those around it. */
  calls: number;
}

interface Leaf {
  scope: Scope;
  node: LayerNode;
  /** Names of the models around the layer, then its own. */
  path: string[];
}

// A shared model in a shared model multiplies its calls; real ones have a handful.
const MOST_CALLS = 100_000;

/** The flat graph of a model's layers, and where each of them stood. The configs are still as the file has them. */
export function dissolve(model: ModelNode): {
  graph: { name: string; layers: Layer<WeightSpec>[]; inputs: TensorRef[]; outputs: TensorRef[] };
  paths: Map<string, string[]>;
} {
  const leaves: Leaf[] = [];
  const root = enter(model, [], leaves);
  checkCalls(leaves);
  const names = flatNames(leaves);
  const resolve = resolver(root, new Map(leaves.map(({ node }, i) => [node, names[i]!])));
  const layers = leaves.map(({ scope, node }, i): Layer<WeightSpec> => {
    const calls: TensorRef[][] = [];
    for (let outer = 0; outer < scope.calls; outer++) {
      for (const inputs of node.calls) calls.push(inputs.map((ref) => resolve(scope, ref, outer)));
    }
    const { className, config, trainable } = node;
    return { name: names[i]!, className, config, trainable, calls, weights: [] };
  });
  const inputs = model.inputs.map((ref) => resolve(root, ref, 0));
  const outputs = model.outputs.map((ref) => resolve(root, ref, 0));
  return {
    graph: { name: model.name, layers, inputs, outputs },
    paths: new Map(leaves.map(({ path }, i) => [names[i]!, path])),
  };
}

function enter(model: ModelNode, path: string[], leaves: Leaf[], outer?: Scope['outer']): Scope {
  const calls = outer ? outer.scope.calls * outer.node.calls.length : 1;
  const scope: Scope = { model, outer, byName: new Map(), inner: new Map(), calls };
  for (const node of model.layers) {
    const where = [...path, node.name].join('/');
    if (scope.byName.has(node.name)) throw new ModelRefused(`Two layers are called "${where}".`, { where });
    scope.byName.set(node.name, node);
    if (node.model) {
      scope.inner.set(node.name, enter(node.model, [...path, node.name], leaves, { scope, node }));
    } else if (!outer || node.className !== INPUT_LAYER) {
      leaves.push({ scope, node, path: [...path, node.name] });
    }
  }
  return scope;
}

function checkCalls(leaves: Leaf[]): void {
  let calls = 0;
  for (const { scope, node, path } of leaves) {
    calls += scope.calls * node.calls.length;
    if (calls <= MOST_CALLS) continue;
    const where = path.join('/');
    throw new ModelRefused(`Up to layer "${where}", layers are called ${calls} times.`, {
      where,
      accepted: MOST_CALLS,
    });
  }
}

/**
 * A layer keeps its name where no other has it; else the name of the model around it goes in front, and of the one
 * around that, until no two are alike.
 */
function flatNames(leaves: Leaf[]): string[] {
  const taken = leaves.map(() => 1);
  for (;;) {
    const names = leaves.map(({ path }, i) => path.slice(-taken[i]!).join('_'));
    const clashes = [...groupBy(names.keys(), (i) => names[i]!).values()].filter((indices) => indices.length > 1);
    if (clashes.length === 0) return names;
    const longer = clashes.flat().filter((i) => taken[i]! < leaves[i]!.path.length);
    if (longer.length === 0) {
      const name = names[clashes[0]![0]!]!;
      throw new ModelRefused(`Two layers are called "${name}".`, { where: name });
    }
    for (const i of longer) taken[i]! += 1;
  }
}

/** Follows a tensor through the edges of nested models to the layer that makes it. */
function resolver(root: Scope, names: Map<LayerNode, string>) {
  return (start: Scope, ref: TensorRef, outerCall: number): TensorRef => {
    let [scope, { layer, call, output }, index] = [start, ref, outerCall];
    for (let steps = 0; steps < 10_000; steps++) {
      const node = scope.byName.get(layer);
      if (!node || call >= node.calls.length) throw dangling(scope, { layer, call, output });
      const inner = scope.inner.get(layer);
      const name = names.get(node);
      if (inner) {
        const next: TensorRef | undefined = inner.model.outputs[output];
        if (!next) throw dangling(scope, { layer, call, output });
        [scope, index, { layer, call, output }] = [inner, index * node.calls.length + call, next];
      } else if (name !== undefined) {
        return { layer: name, call: index * node.calls.length + call, output };
      } else {
        const { scope: outside, node: place } = scope.outer!;
        const position = scope.model.inputs.findIndex((input) => input.layer === layer);
        const next: TensorRef | undefined = place.calls[index % place.calls.length]?.[position];
        if (!next) throw dangling(scope, { layer, call, output });
        [scope, index, { layer, call, output }] = [outside, Math.floor(index / place.calls.length), next];
      }
    }
    throw new ModelRefused(`Nested models form a cycle through "${ref.layer}".`, { where: ref.layer });
  };
}

function dangling({ model }: Scope, { layer, call, output }: TensorRef): ModelRefused {
  return new ModelRefused(
    `Model "${model.name}" refers to output ${output} of call ${call} of layer "${layer}", which does not exist.`,
    { where: model.name, received: [layer, call, output], accepted: 'an output of a layer in the model' },
  );
}
