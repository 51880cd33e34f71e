import { ModelRefused } from '#graft/problems';
import type { Graph } from '../graph.js';
import { axisIn, type OnnxBuilder } from '../lowering/builder.js';
import type { Value } from '../lowering/lowered-graph.js';
import type { Configured, Settings } from './settings.js';

/** An activation function, as layers name it in their settings. */
interface ActivationFunction {
  lower(x: Value, onnx: OnnxBuilder, kerasVersion: Graph['kerasVersion']): Value;
  /** Whether TF.js layers 4.22 has it, under the same name. */
  inTfjs: boolean;
  /** Whether it mixes the values of a place, so that it needs to know where the channels are. */
  acrossChannels?: boolean;
  /** Whether Keras 2 or 3 lacks it, or they mean different functions by the name. */
  differsInKeras?: boolean;
}

const simple = (opType: string, inTfjs = true): ActivationFunction => ({
  lower: (x, onnx) => onnx.map(x, opType),
  inTfjs,
});

const alongChannels = (opType: string): ActivationFunction => ({
  lower: (x, onnx) => onnx.map(x, opType, { axis: axisIn(x, x.shape.length - 1) }),
  inTfjs: true,
  acrossChannels: true,
});

/** `hard_sigmoid` is 0.2 x + 0.5 up to Keras 2, and x / 6 + 0.5 since Keras 3, both within 0…1. */
export const hardSigmoidSlope = (kerasVersion: Graph['kerasVersion']): number => (kerasVersion === 3 ? 1 / 6 : 0.2);

const functions: Record<string, ActivationFunction> = {
  linear: { lower: (x) => x, inTfjs: true },
  relu: simple('Relu'),
  relu6: { lower: (x, onnx) => onnx.map(x, 'Clip', {}, onnx.scalar(0), onnx.scalar(6)), inTfjs: true },
  leaky_relu: { lower: (x, onnx) => onnx.map(x, 'LeakyRelu', { alpha: { float: 0.2 } }), inTfjs: false },
  elu: { lower: (x, onnx) => onnx.map(x, 'Elu', { alpha: { float: 1 } }), inTfjs: true },
  selu: simple('Selu'),
  sigmoid: simple('Sigmoid'),
  hard_sigmoid: {
    lower: (x, onnx, kerasVersion) =>
      onnx.map(x, 'HardSigmoid', { alpha: { float: hardSigmoidSlope(kerasVersion) }, beta: { float: 0.5 } }),
    inTfjs: true,
    differsInKeras: true,
  },
  tanh: simple('Tanh'),
  softmax: alongChannels('Softmax'),
  log_softmax: alongChannels('LogSoftmax'),
  softplus: simple('Softplus'),
  softsign: simple('Softsign'),
  exponential: simple('Exp', false),
  swish: { lower: (x, onnx) => times(x, onnx.map(x, 'Sigmoid'), onnx), inTfjs: true },
  hard_swish: { lower: (x, onnx) => onnx.map(x, 'HardSwish'), inTfjs: false, differsInKeras: true },
  mish: { lower: (x, onnx) => times(x, onnx.map(onnx.map(x, 'Softplus'), 'Tanh'), onnx), inTfjs: true },
  gelu: { lower: gelu, inTfjs: true },
};

const otherNames: Record<string, string> = { silu: 'swish', hard_silu: 'hard_swish' };

/** x · Φ(x) by the error function, as Keras does by default (Hendrycks and Gimpel 2016). */
function gelu(x: Value, onnx: OnnxBuilder): Value {
  const erf = onnx.map(onnx.map(x, 'Mul', {}, onnx.scalar(Math.SQRT1_2)), 'Erf');
  const cdf = onnx.map(onnx.map(erf, 'Add', {}, onnx.scalar(1)), 'Mul', {}, onnx.scalar(0.5));
  return times(x, cdf, onnx);
}

const times = (x: Value, y: Value, onnx: OnnxBuilder): Value => onnx.map(x, 'Mul', {}, y.name);

/**
 * The name of a layer's activation function as Keras 2 writes it.
 * @param value as in a file: a name, null, or Keras 3's object around a built-in function.
 * @throws ModelRefused for anything else, such as a function of the author's own.
 */
export function activationName(layer: Configured, value: unknown): string {
  if (value == null) return 'linear';
  const name = typeof value === 'object' ? (value as { config?: unknown }).config : value;
  if (typeof name === 'string') {
    const snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const known = otherNames[snake] ?? snake;
    if (Object.hasOwn(functions, known)) return known;
  }
  throw new ModelRefused(
    `Layer "${layer.name}" (${layer.className}) has an unknown activation function: ${JSON.stringify(value).slice(0, 200)}.`,
    { where: layer.name, received: value, accepted: Object.keys(functions) },
  );
}

/** Applies the activation function that a setting names. */
export function activate(
  x: Value,
  settings: Settings,
  onnx: OnnxBuilder,
  kerasVersion: Graph['kerasVersion'],
  key = 'activation',
): Value {
  onnx.note(x);
  return functions[activationName(settings.layer, settings.get(key))]!.lower(x, onnx, kerasVersion);
}

/** Whether the function computes a value from others of the same place. */
export const activatesAcrossChannels = (name: string): boolean => functions[name]!.acrossChannels === true;

/** Whether Keras 2 and Keras 3 both have the function, with the same meaning. */
export const activationInKeras = (name: string): boolean => !functions[name]!.differsInKeras;

/** Whether TF.js layers computes the function in the same way under the same name. */
export function activationInTfjs(name: string, kerasVersion: Graph['kerasVersion']): boolean {
  return functions[name]!.inTfjs && !(name === 'hard_sigmoid' && kerasVersion === 3);
}
