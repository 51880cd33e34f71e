import type { LayerConfig, Layer, Shape, Weight, WeightSpec } from '../graph.js';
import type { OnnxBuilder } from '../lowering/builder.js';
import type { Value } from '../lowering/lowered-graph.js';
import { permute } from '../tensor.js';
import type { Attribute } from '../lowering/lowered-graph.js';
import { values } from '../weights.js';
import { activationInKeras, activationInTfjs, hardSigmoidSlope } from './activation-functions.js';
import { biasRule } from './convolution.js';
import { given } from './convolution-settings.js';
import {
  channelsOf,
  findWeight,
  type LayerCall,
  type LayerKind,
  notInKeras,
  notInTfjs,
  onlyInput,
  type WeightRule,
  weightNamed,
} from './layer-kind.js';
import { gathered } from './older-weights.js';
import type { Settings } from './settings.js';

/** What tells the recurrent layers apart. */
interface Cell {
  className: 'SimpleRNN' | 'LSTM' | 'GRU';
  opType: 'RNN' | 'LSTM' | 'GRU';
  /** Keras' gates in the order that ONNX wants: LSTM has i f c o and wants i o f c. */
  gates: number[];
  /** Keras 1's gates, each with variables of its own, in Keras 2's order: an LSTM's were input, cell, forget, output. */
  keras1Gates?: number[];
}

const cells: Cell[] = [
  { className: 'SimpleRNN', opType: 'RNN', gates: [0] },
  { className: 'LSTM', opType: 'LSTM', gates: [0, 3, 1, 2], keras1Gates: [0, 2, 1, 3] },
  { className: 'GRU', opType: 'GRU', gates: [0, 1, 2], keras1Gates: [0, 1, 2] },
];

/** Activation functions by ONNX' names for use within cells, with the numbers that they take. */
const cellActivations: Record<string, { name: string; alpha?: number; beta?: number }> = {
  tanh: { name: 'Tanh' },
  sigmoid: { name: 'Sigmoid' },
  relu: { name: 'Relu' },
  linear: { name: 'Affine', alpha: 1, beta: 0 },
  hard_sigmoid: { name: 'HardSigmoid', alpha: 0.2, beta: 0.5 },
  softsign: { name: 'Softsign' },
};

function recurrent(cell: Cell): LayerKind {
  const { className, gates, keras1Gates } = cell;
  const gated = gates.length > 1;
  return {
    className,
    settings: {
      ...{ units: undefined, activation: 'tanh', use_bias: true, return_sequences: false, go_backwards: false },
      ...{ return_state: false, stateful: false },
      ...(gated ? { recurrent_activation: 'sigmoid' } : {}),
      ...(className === 'GRU' ? { reset_after: false } : {}),
    },
    modernise({ output_dim, inner_activation, ...config }) {
      return { ...given('units', output_dim), ...given('recurrent_activation', inner_activation), ...config };
    },
    activatesWithin: true,
    weights: (settings, inputs) => weightRules(cell, settings, inputs),
    moderniseWeights: keras1Gates && gathered(keras1Gates),
    variablePaths: (layer) => new Map([['cell', layer.weights]]),
    outputShape(settings, inputs) {
      const [steps] = onlyInput(settings, inputs, 2);
      return settings.flag('return_sequences') ? [steps!, settings.count('units')] : [settings.count('units')];
    },
    lower: (call) => run(cell, call, { reverse: call.settings.flag('go_backwards'), keepOrder: false }),
    keras(layer) {
      refuseDifferentActivations(layer, layer.config);
      return [layer];
    },
    tfjs(layer, { kerasVersion }) {
      for (const key of ['activation', 'recurrent_activation']) {
        const name = layer.config[key] as string | undefined;
        if (name && !activationInTfjs(name, kerasVersion)) throw notInTfjs(layer, `it has no "${name}" within a cell`);
      }
      if (layer.config.reset_after === true) throw notInTfjs(layer, 'its GRU has no reset_after');
      return [layer];
    },
  };
}

/**
 * A cell applies its functions at each step, so none can be put behind it.
 * @param config of the cell
 * @throws InvalidInput if Keras 2 and 3 do not share one of them
 */
export function refuseDifferentActivations(layer: Layer<WeightSpec>, config: LayerConfig): void {
  for (const key of ['activation', 'recurrent_activation']) {
    const received = config[key] as string | undefined;
    if (received === undefined || activationInKeras(received)) continue;
    throw notInKeras(layer, key, received, 'Keras 2 and 3 mean different functions by it');
  }
}

function weightRules({ gates, className }: Cell, settings: Settings, inputs: Shape[]): WeightRule[] {
  const channels = channelsOf(settings, onlyInput(settings, inputs, 2));
  for (const key of ['return_state', 'stateful']) settings.only(key, false);
  settings.choice('activation', Object.keys(cellActivations));
  if (className !== 'SimpleRNN') settings.choice('recurrent_activation', Object.keys(cellActivations));
  const units = settings.count('units');
  const width = gates.length * units;
  const [bias] = biasRule(settings, width);
  const resetAfter = className === 'GRU' && settings.flag('reset_after');
  return [
    { variable: 'kernel', shape: [channels, width] },
    { variable: 'recurrent_kernel', shape: [units, width] },
    ...(bias ? [resetAfter ? { ...bias, shape: [2, width] } : bias] : []),
  ];
}

/** Which way a cell runs, and whether a sequence that it gives out is put back into the input's order. */
interface Direction {
  reverse: boolean;
  keepOrder: boolean;
  /** Before the names of the weights, within a Bidirectional. */
  prefix?: string;
}

function run(cell: Cell, call: LayerCall, { reverse, keepOrder, prefix = '' }: Direction): Value {
  const { settings, layer, inputs, outputShape, onnx } = call;
  const units = settings.count('units');
  const weight = (variable: string) => weightNamed(layer, `${prefix}${variable}`);
  const bias = findWeight(layer, `${prefix}bias`);
  // [batch, steps, channels] → [steps, batch, channels]
  const x = onnx.op('Transpose', [onnx.channelsLast(inputs[0]!).name], { perm: [1, 0, 2] });
  const operands = [
    x,
    gateRows(onnx, weight('kernel'), cell.gates, units),
    gateRows(onnx, weight('recurrent_kernel'), cell.gates, units),
    ...(bias ? [biases(onnx, bias, cell.gates, units)] : []),
  ];
  const attributes: Record<string, Attribute> = {
    hidden_size: units,
    direction: reverse ? 'reverse' : 'forward',
    ...activationAttributes(cell, call),
    ...(cell.className === 'GRU' ? { linear_before_reset: settings.flag('reset_after') ? 1 : 0 } : {}),
  };
  const y = onnx.fresh(`${onnx.scope}/sequence`);
  const last = onnx.fresh(`${onnx.scope}/last`);
  onnx.ops(cell.opType, operands, attributes, [y, last]);
  const layout = 'channels-last';
  if (!settings.flag('return_sequences')) {
    return { name: onnx.op('Squeeze', [last, onnx.ints([0])]), shape: outputShape, layout };
  }
  // [steps, 1, batch, units] → [batch, steps, units], in the input's order; Keras gives it as it was run.
  const sequence = onnx.op('Transpose', [onnx.op('Squeeze', [y, onnx.ints([1])])], { perm: [1, 0, 2] });
  const name = reverse && !keepOrder ? reversed(onnx, sequence) : sequence;
  return { name, shape: outputShape, layout };
}

/** Slices along the steps from the last to before the first. */
const reversed = (onnx: OnnxBuilder, sequence: string): string =>
  onnx.op('Slice', [sequence, onnx.ints([-1]), onnx.ints([-(2 ** 31)]), onnx.ints([1]), onnx.ints([-1])]);

/** [rows, gates · units] → [1, gates · units, rows], gates in ONNX' order. */
function gateRows(onnx: OnnxBuilder, weight: Weight, gates: number[], units: number): string {
  const [rows, width] = weight.shape as [number, number];
  return onnx.derived(`${weight.name}_gates`, [1, width, rows], [weight], () =>
    reordered(permute(values(weight), [rows, width], [1, 0]), gates, units * rows),
  );
}

/** [gates · units], or [2, gates · units] with a part of its own for the state, → [1, 2 · gates · units] */
function biases(onnx: OnnxBuilder, weight: Weight, gates: number[], units: number): string {
  const width = gates.length * units;
  return onnx.derived(`${weight.name}_gates`, [1, 2 * width], [weight], () => {
    const own = values(weight);
    const result = new Float32Array(2 * width);
    result.set(reordered(own.subarray(0, width), gates, units));
    if (own.length > width) result.set(reordered(own.subarray(width), gates, units), width);
    return result;
  });
}

function reordered(data: Float32Array, gates: number[], size: number): Float32Array {
  const result = new Float32Array(data.length);
  gates.forEach((gate, i) => result.set(data.subarray(gate * size, (gate + 1) * size), i * size));
  return result;
}

function activationAttributes({ className }: Cell, { settings, kerasVersion }: LayerCall): Record<string, Attribute> {
  const keys = {
    SimpleRNN: ['activation'],
    GRU: ['recurrent_activation', 'activation'],
    LSTM: ['recurrent_activation', 'activation', 'activation'],
  };
  const functions = keys[className].map((key) => {
    const name = settings.get(key) as string;
    const known = cellActivations[name]!;
    return name === 'hard_sigmoid' ? { ...known, alpha: hardSigmoidSlope(kerasVersion) } : known;
  });
  const numbers = (key: 'alpha' | 'beta') => functions.flatMap((each) => each[key] ?? []);
  return {
    activations: functions.map(({ name }) => name),
    ...(numbers('alpha').length > 0
      ? { activation_alpha: { floats: numbers('alpha') }, activation_beta: { floats: numbers('beta') } }
      : {}),
  };
}

export const recurrents = cells.map(recurrent);

/** Runs the layer that a Bidirectional holds, one way. @param name of the layer's copy for that way */
export function runWithin(className: string, call: LayerCall, name: string, reverse: boolean): Value {
  const cell = cells.find((candidate) => candidate.className === className)!;
  return run(cell, call, { reverse, keepOrder: true, prefix: `${name}/` });
}
