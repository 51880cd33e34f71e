import { ModelRefused } from '#graft/problems';
import type { TensorRef } from '../graph.js';

/**
 * Inputs of each call of a layer, from its `inbound_nodes`:
 * `[[["conv", 0, 0, {}], …], …]` up to Keras 2, `[{ args: [<tensor>], kwargs: {} }, …]` in Keras 3.
 */
export function callInputs(inboundNodes: unknown, layer: string): TensorRef[][] {
  if (inboundNodes == null) return [];
  if (!Array.isArray(inboundNodes)) throw badNode(layer, inboundNodes);
  return inboundNodes.map((node: unknown) => {
    if (isObject(node)) return [...tensorsIn(node.args, layer), ...argumentsOf(node.kwargs, layer)];
    if (!Array.isArray(node)) throw badNode(layer, node);
    // A call with one tensor may stand without the list around it.
    const tensors: unknown[] = typeof node[0] === 'string' ? [node] : node;
    return tensors.map((tensor) => legacyTensor(tensor, layer));
  });
}

/** A model's `input_layers` or `output_layers`: one tensor, a list of them, or a dictionary. */
export function tensorRefs(value: unknown): TensorRef[] {
  if (value == null) return [];
  if (Array.isArray(value)) {
    if (typeof value[0] === 'string') return [legacyTensor(value, 'the model')];
    return value.flatMap(tensorRefs);
  }
  if (isObject(value)) return Object.values(value).flatMap(tensorRefs);
  throw badNode('the model', value);
}

function legacyTensor(tensor: unknown, layer: string): TensorRef {
  if (!Array.isArray(tensor)) throw badNode(layer, tensor);
  const [name, call, output, kwargs] = tensor as unknown[];
  if (typeof name !== 'string' || !isIndex(call) || !isIndex(output)) throw badNode(layer, tensor);
  argumentsOf(kwargs, layer);
  return { layer: name, call, output };
}

/** Keras 3's tensors, alone or in lists as merging layers take them. */
function tensorsIn(value: unknown, layer: string): TensorRef[] {
  if (Array.isArray(value)) return value.flatMap((item) => tensorsIn(item, layer));
  if (isObject(value) && value.class_name === '__keras_tensor__' && isObject(value.config)) {
    return [legacyTensor(value.config.keras_history, layer)];
  }
  throw badNode(layer, value);
}

/** Arguments of a call beside its inputs. Those without a meaning in inference are passed over. */
function argumentsOf(kwargs: unknown, layer: string): [] {
  for (const [name, value] of Object.entries(isObject(kwargs) ? kwargs : {})) {
    if (name === 'training' || value === null) continue;
    throw new ModelRefused(`Layer "${layer}" is called with an argument "${name}", which is not supported.`, {
      where: layer,
      received: { [name]: value },
      accepted: 'tensors only',
    });
  }
  return [];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isIndex = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;

function badNode(layer: string, node: unknown): ModelRefused {
  return new ModelRefused(`The inputs of layer "${layer}" cannot be read: ${JSON.stringify(node)?.slice(0, 200)}.`, {
    where: layer,
    accepted: '[layer, call, output]',
  });
}
