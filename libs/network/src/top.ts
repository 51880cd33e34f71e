import type { Graph, Layer, Shape, TopBoundary, WeightSpec } from './graph.js';
import { activationOf } from './final-activation.js';
import { kindOf } from './layers/index.js';
import { type Call, outputOf, spineOf } from './order.js';
import { inferShapes, type Shapes } from './shapes.js';

/**
 * Finds where a network's top begins: the last feature map with spatial extent that all of the rest is computed from,
 * before it is pooled to one place or flattened. Where the classifier is a convolution that stands before the pooling
 * (SqueezeNet), the map that it reads. A network that ends in a feature map has nothing above it, and all of it is
 * backbone.
 * @returns null if there is no such map, as in a network over vectors.
 */
export function findTop(graph: Graph<WeightSpec>): TopBoundary | null {
  const [input] = graph.inputs;
  if (!input || graph.inputs.length !== 1 || graph.outputs.length !== 1) return null;
  const shapes = inferShapes(graph);
  const spine = spineOf(graph);
  const rank = shapes.of(input).length;
  if (rank < 2) return null;
  const isMap = (step: Call, i: number) => {
    const shape = shapes.of(outputOf(step.layer.name, step.call));
    return shape.length === rank && (hasExtent(shape) || isGlobalPooling(spine[i + 1]?.layer));
  };
  const last = spine.findLastIndex(isMap);
  if (last <= 0) return null;
  const classifier = classifyingConvolution(spine, last, shapes);
  const boundary = withoutIdentities(spine, classifier === null ? last : classifier - 1);
  if (boundary <= 0) return null;
  const kind = classifier !== null ? 'convolution-classifier' : flattens(spine, last) ? 'flatten' : 'pooling';
  return { layer: spine[boundary]!.layer.name, kind };
}

const hasExtent = (shape: Shape): boolean => shape.slice(0, -1).some((extent) => extent !== 1);

const isGlobalPooling = (layer?: Layer<WeightSpec>): boolean =>
  layer !== undefined && kindOf(layer).role === 'global-pooling';

function flattens(spine: Call[], map: number): boolean {
  const next = spine.slice(map + 1).find(({ layer }) => !isIdentity(layer));
  return next !== undefined && kindOf(next.layer).role === 'reshaping';
}

function withoutIdentities(spine: Call[], at: number): number {
  let i = at;
  while (i > 0 && isIdentity(spine[i]!.layer)) i--;
  return i;
}

const isIdentity = (layer: Layer<WeightSpec>): boolean => kindOf(layer).role === 'identity';

/**
 * Where on the spine a convolution with a filter for each class stands, of which the pooling behind makes the answer;
 * null if something with weights comes after the map, or the output is no probability.
 */
function classifyingConvolution(spine: Call[], map: number, shapes: Shapes): number | null {
  const above = spine.slice(map + 1);
  const answers = above.some(({ layer }) => isProbability(layer));
  if (!answers || above.some(({ layer }) => layer.weights.length > 0)) return null;
  const at = spine.findLastIndex(({ layer }, i) => i <= map && layer.weights.length > 0);
  const layer = spine[at]?.layer;
  const classes = shapes.of(outputOf(spine.at(-1)!.layer.name)).at(-1);
  return layer && kindOf(layer).role === 'convolution' && layer.config.filters === classes ? at : null;
}

const isProbability = (layer: Layer<WeightSpec>): boolean => ['softmax', 'sigmoid'].includes(activationOf(layer));
