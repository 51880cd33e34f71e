import { outputOf } from '../order.js';
import type { JsonObject, LayerNode } from './model-node.js';

/*
 * What Keras' own applications hold beside layers, as layers that compute the same: MobileNetV3 adds and multiplies
 * numbers, InceptionResNetV2 has a layer of its own. Source: keras/src/applications/{mobilenet_v3,inception_resnet_v2}.py
 */

type Operation = 'add' | 'multiply';

/** By class in Keras 3, by function in the TFOpLambda of tf.keras. */
const OPERATIONS: Record<string, Operation> = {
  Add: 'add',
  Multiply: 'multiply',
  '__operators__.add': 'add',
  'math.add': 'add',
  'math.multiply': 'multiply',
};

/** A tensor plus or times a number, as a Rescaling; any other layer as it is. */
export function withoutNumbers(json: JsonObject): JsonObject {
  const { class_name, config } = json;
  const name = class_name === 'TFOpLambda' ? (config as JsonObject | null)?.function : class_name;
  const operation = OPERATIONS[String(name)];
  const nodes: unknown[] = Array.isArray(json.inbound_nodes) ? json.inbound_nodes : [];
  const operands = operation ? nodes.map(operandsOf) : [];
  const number = operands[0]?.number;
  if (number === undefined || operands.some((each) => each?.number !== number)) return json;
  return {
    ...json,
    class_name: 'Rescaling',
    config: { ...(config as JsonObject), scale: 1, offset: 0, [operation === 'add' ? 'offset' : 'scale']: number },
    inbound_nodes: operands.map((each) => each!.node),
  };
}

/** The number that a call takes beside its tensor, and the call without it. */
function operandsOf(node: unknown): { number: number; node: unknown } | null {
  if (Array.isArray(node)) {
    // tf.keras: ["conv", 0, 0, { y: 3, name: null }], alone or in a list
    const call: unknown[] = Array.isArray(node[0]) ? node[0] : node;
    const { y: number, ...others } = (call[3] ?? {}) as JsonObject;
    return typeof number === 'number' ? { number, node: [[...call.slice(0, 3), others]] } : null;
  }
  // Keras 3: { args: [<tensor>, 3], kwargs: {} }
  const { args } = (node ?? {}) as JsonObject;
  const number = Array.isArray(args) ? (args as unknown[]).find((arg) => typeof arg === 'number') : undefined;
  if (number === undefined) return null;
  return { number, node: { ...(node as JsonObject), args: (args as unknown[]).filter((arg) => arg !== number) } };
}

/** `CustomScaleLayer` of InceptionResNetV2, x + scale · y, as a Rescaling and an Add; any other layer as it is. */
export function withoutCustomScale(node: LayerNode): LayerNode[] {
  const { name, className, config, calls } = node;
  const isOne = /^(Custom>)?CustomScaleLayer$/.test(className) && calls.every((inputs) => inputs.length === 2);
  if (!isOne) return [node];
  const scaled = `${name}_scale`;
  return [
    {
      ...node,
      name: scaled,
      className: 'Rescaling',
      config: { scale: config.scale },
      calls: calls.map(([, y]) => [y!]),
    },
    { ...node, className: 'Add', config: {}, calls: calls.map(([x], call) => [x!, outputOf(scaled, call)]) },
  ];
}
