import { ModelRefused, SurgeryRefused } from '#graft/problems';
import type { Graph, Layer, LayerRow, Shape, TensorRef, TopBoundary, Topology, WeightSpec } from './graph.js';
import { kindOf } from './layers/index.js';
import { printed, type WeightRule } from './layers/layer-kind.js';
import { Settings } from './layers/settings.js';
import { callsInOrder, outputOf, spineOf } from './order.js';
import { TensorMap } from './tensor-map.js';
import { sizeOf } from './weights.js';

/** The shape of every tensor of a graph, without batch. */
export class Shapes {
  constructor(private readonly shapes: TensorMap<Shape>) {}

  of(ref: TensorRef): Shape {
    const shape = this.shapes.get(ref);
    if (!shape) throw new SurgeryRefused(`There is no layer "${ref.layer}".`, { where: ref.layer });
    return shape;
  }

  /** Input shapes of a call of a layer. */
  inputsOf(layer: Layer<WeightSpec>, call = 0): Shape[] {
    return (layer.calls[call] ?? []).map((ref) => this.of(ref));
  }
}

/**
 * Works out the shape of every tensor.
 * @param inputShape taken for the graph's first input instead of its own.
 * @throws SurgeryRefused if a shape does not fit a layer, or a layer's weights do not fit the shape that it gets.
 */
export function inferShapes(graph: Graph<WeightSpec>, inputShape?: Shape): Shapes {
  return new Shapes(passShapes(graph, inputShape, checkWeights));
}

/** Gives each layer the weights that its settings and the shapes it gets call for, as float32. */
export function describeWeights(graph: Graph<WeightSpec>): Topology {
  const specs = new Map<string, WeightSpec[]>();
  passShapes(graph, undefined, (layer, rules) => {
    if (specs.has(layer.name)) return;
    const named = rules.map(({ variable, shape }): WeightSpec => ({
      name: `${layer.name}/${variable}`,
      shape,
      stored: { dtype: 'float32' },
    }));
    specs.set(layer.name, named);
  });
  return { ...graph, layers: graph.layers.map((layer) => ({ ...layer, weights: specs.get(layer.name) ?? [] })) };
}

/** Passes shapes from call to call and tells `visit` the weights that each call needs. */
function passShapes(
  graph: Graph<WeightSpec>,
  inputShape: Shape | undefined,
  visit: (layer: Layer<WeightSpec>, rules: WeightRule[], inputs: Shape[]) => void,
): TensorMap<Shape> {
  const known = new TensorMap<Shape>();
  for (const { layer, call, inputs } of callsInOrder(graph)) {
    const ref = outputOf(layer.name, call);
    if (inputShape && layer.name === graph.inputs[0]?.layer) {
      known.set(ref, inputShape);
      continue;
    }
    const kind = kindOf(layer);
    const settings = new Settings(layer);
    const shapes = inputs.map((input) => known.get(input)!);
    known.set(ref, kind.outputShape(settings, shapes));
    visit(layer, kind.weights?.(settings, shapes) ?? [], shapes);
  }
  return known;
}

function checkWeights(layer: Layer<WeightSpec>, rules: WeightRule[], inputs: Shape[]): void {
  const { name, className, weights } = layer;
  if (weights.length !== rules.length) {
    throw new ModelRefused(
      `Layer "${name}" (${className}) has ${weights.length} weights; its settings call for ${rules.length}: ${rules.map(({ variable }) => variable).join(', ')}.`,
      { where: name, received: weights.map((weight) => weight.name), accepted: rules },
    );
  }
  rules.forEach(({ variable, shape }, i) => {
    const weight = weights[i]!;
    if (shape.length === weight.shape.length && shape.every((extent, axis) => extent === weight.shape[axis])) return;
    throw new SurgeryRefused(
      `Layer "${name}" (${className}) gets ${inputs.map(printed).join(' and ')}, for which its ${variable} would be ${printed(shape)}; it is ${printed(weight.shape)}.`,
      { where: name, received: weight.shape, accepted: shape },
    );
  });
}

/** How many numbers a graph has learned; with a boundary, how many at and below it. */
export function parameterCount(graph: Graph<WeightSpec>, boundary?: TopBoundary | null): number {
  const counted = boundary ? layersBelow(graph, boundary.layer) : null;
  return graph.layers
    .filter(({ name }) => !counted || counted.has(name))
    .reduce((sum, layer) => sum + parametersOf(layer), 0);
}

const parametersOf = (layer: Layer<WeightSpec>): number =>
  layer.weights.reduce((sum, { shape }) => sum + sizeOf(shape), 0);

/** One row per layer, in order; `inTop` by the boundary given. */
export function layerTable(graph: Graph<WeightSpec>, top?: TopBoundary | null): LayerRow[] {
  const shapes = inferShapes(graph);
  const below = top ? layersBelow(graph, top.layer) : null;
  const spine = new Set(spineOf(graph).map(({ layer }) => layer.name));
  return graph.layers.map((layer) => ({
    name: layer.name,
    className: layer.className,
    outputShape: shapes.of(outputOf(layer.name)),
    parameters: parametersOf(layer),
    trainable: layer.trainable,
    inTop: below !== null && !below.has(layer.name),
    inputs: [...new Set(layer.calls.flat().map((ref) => ref.layer))],
    onSpine: spine.has(layer.name),
  }));
}

/** Names of a layer and all that it is computed from. */
export function layersBelow(graph: Graph<WeightSpec>, layer: string): Set<string> {
  const byName = new Map(graph.layers.map((candidate) => [candidate.name, candidate]));
  const found = new Set<string>();
  const open = [layer];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    for (const { layer: input } of byName.get(name)?.calls.flat() ?? []) open.push(input);
  }
  return found;
}
