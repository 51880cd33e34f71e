import { ModelRefused } from '#graft/problems';
import type { TensorRef } from '../graph.js';
import { INPUT_LAYER, inputConfig } from '../layers/input.js';
import { callInputs, tensorRefs } from './keras-nodes.js';
import type { JsonObject, LayerNode, ModelNode } from './model-node.js';
import { withoutCustomScale, withoutNumbers } from './keras-operations.js';

const MODEL_CLASSES = ['Sequential', 'Model', 'Functional'];

// The deepest real nesting seen is 3 (Teachable Machine); the largest Keras application has about 1,000 layers.
const DEEPEST = 16;
const MOST_LAYERS = 20_000;

// Lists and objects within each other; far below what recursion can bear.
const DEEPEST_JSON = 256;

/** @throws ModelRefused */
export function parseModel(value: unknown): ModelNode {
  checkDepth(value);
  return modelOf(object(value, 'the model'), 1);
}

function modelOf(json: JsonObject, depth: number): ModelNode {
  const className = json.class_name;
  if (depth > DEEPEST) throw new ModelRefused(`Models are nested more than ${DEEPEST} deep.`, { accepted: DEEPEST });
  if (typeof className !== 'string' || !MODEL_CLASSES.includes(className)) {
    throw new ModelRefused(`The model is of class ${JSON.stringify(className)}.`, {
      where: 'class_name',
      received: className,
      accepted: MODEL_CLASSES,
    });
  }
  // Keras before 2.2.3 and TF.js write a Sequential's layers without anything around them.
  const config = Array.isArray(json.config) ? { layers: json.config } : object(json.config, className);
  const layers = list(config.layers, 'layers');
  if (layers.length > MOST_LAYERS) {
    throw new ModelRefused(`The model has ${layers.length} layers.`, {
      received: layers.length,
      accepted: MOST_LAYERS,
    });
  }
  const name = typeof config.name === 'string' ? config.name : typeof json.name === 'string' ? json.name : 'model';
  const nodes = layers.flatMap((layer, i) =>
    withoutCustomScale(layerOf(withoutNumbers(object(layer, `layers[${i}] of ${name}`)), depth)),
  );
  return className === 'Sequential' ? sequential(name, nodes) : functional(name, nodes, config);
}

function layerOf(json: JsonObject, depth: number): LayerNode {
  const config = Array.isArray(json.config) ? { layers: json.config } : object(json.config, 'a layer');
  const name = json.name ?? config.name;
  const className = json.class_name;
  if (typeof name !== 'string' || typeof className !== 'string' || !/^[^\n]{1,500}$/.test(name)) {
    throw new ModelRefused('A layer has no name or no class.', {
      received: [name, className].map((text) => String(text).slice(0, 100)),
    });
  }
  return {
    name,
    className,
    config: withoutModules(config),
    trainable: config.trainable !== false,
    calls: callInputs(json.inbound_nodes, name),
    model: MODEL_CLASSES.includes(className) ? modelOf({ ...json, name }, depth + 1) : undefined,
  };
}

/** Each layer reads the one before it. */
function sequential(name: string, nodes: LayerNode[]): ModelNode {
  const [first] = nodes;
  if (!first) throw new ModelRefused(`Model "${name}" has no layers.`, { where: name });
  const layers = first.className === INPUT_LAYER ? nodes : [inputOf(first), ...nodes];
  layers.forEach((layer, i) => {
    layer.calls = [i === 0 ? [] : [{ layer: layers[i - 1]!.name, call: 0, output: 0 }]];
  });
  const ref = (layer: LayerNode): TensorRef => ({ layer: layer.name, call: 0, output: 0 });
  return { name, layers, inputs: [ref(layers[0]!)], outputs: [ref(layers.at(-1)!)] };
}

/** The InputLayer that a Sequential's first layer implies. */
function inputOf(first: LayerNode): LayerNode {
  const { config, model, name } = first;
  if (model) {
    const input = model.layers.find((layer) => layer.name === model.inputs[0]?.layer);
    if (input) return { ...input, calls: [[]] };
  }
  const shape = config.batch_input_shape ?? config.batch_shape ?? config.build_input_shape;
  // Where no shape is given, the model must be nested in one that gives it; else reading shapes fails with its name.
  const batch_input_shape =
    shape ?? (Array.isArray(config.input_shape) ? [null, ...(config.input_shape as unknown[])] : undefined);
  return {
    name: `${name}_input`,
    className: INPUT_LAYER,
    config: { ...inputConfig([]), batch_input_shape },
    trainable: true,
    calls: [[]],
  };
}

function functional(name: string, layers: LayerNode[], config: JsonObject): ModelNode {
  const model = { name, layers, inputs: tensorRefs(config.input_layers), outputs: tensorRefs(config.output_layers) };
  if (model.outputs.length === 0) throw new ModelRefused(`Model "${name}" has no outputs.`, { where: name });
  for (const layer of layers) {
    if (layer.className === INPUT_LAYER) layer.calls = [[]];
    if (layer.model) countFromZero(layer, model);
  }
  return model;
}

/** Keras 2 counts the calls of a nested model from 1: its node 0 is the one that made the model. */
function countFromZero(nested: LayerNode, { layers, outputs }: ModelNode): void {
  const refs = [...layers.flatMap(({ calls }) => calls.flat()), ...outputs].filter(
    ({ layer }) => layer === nested.name,
  );
  if (refs.every(({ call }) => call >= 1) && refs.some(({ call }) => call === nested.calls.length)) {
    for (const ref of refs) ref.call -= 1;
  }
}

/** JSON may be nested deeper than what reads it can recurse. */
function checkDepth(value: unknown): void {
  const open = [{ value, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    if (typeof next.value !== 'object' || next.value === null) continue;
    if (next.depth > DEEPEST_JSON) {
      throw new ModelRefused(`The config nests lists and objects more than ${DEEPEST_JSON} deep.`, {
        accepted: DEEPEST_JSON,
      });
    }
    for (const item of Object.values(next.value)) open.push({ value: item, depth: next.depth + 1 });
  }
}

/** Keras 3 wraps values as `{ module, class_name, config, registered_name }`; what is built in says so by its module. */
function withoutModules(config: JsonObject): JsonObject {
  const { dtype } = config;
  const policy =
    typeof dtype === 'object' && dtype !== null ? (dtype as { config?: { name?: unknown } }).config?.name : dtype;
  return policy === undefined ? config : { ...config, dtype: policy };
}

export function object(value: unknown, what: string): JsonObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw new ModelRefused(`The config of ${what} is not an object.`, { where: what, received: typeof value });
}

export function list(value: unknown, what: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw new ModelRefused(`"${what}" is not a list.`, { where: what, received: typeof value });
}
