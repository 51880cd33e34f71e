import type { LayerConfig } from '../graph.js';
import type { Tensor } from '../tensor.js';
import { nameWithin } from '../weights.js';
import { canonical } from './canonical.js';
import { type LayerKind, notInTfjs } from './layer-kind.js';
import { recurrents, refuseDifferentActivations, runWithin } from './recurrent.js';
import { Settings } from './settings.js';

const MERGES = { concat: 'Concat', sum: 'Add', mul: 'Mul', ave: 'Add' } as const;

/**
 * A recurrent layer run forwards and, with weights of its own, backwards over the sequence. Weights lie under
 * `forward_NAME/` and `backward_NAME/`, NAME being that of the layer within.
 */
export const bidirectional: LayerKind = {
  className: 'Bidirectional',
  settings: { layer: undefined, merge_mode: 'concat' },
  modernise(config, settings) {
    if (config.backward_layer != null && !mirrors(config))
      throw settings.refused('backward_layer', 'the mirror of "layer"');
    const { kind, inner } = within(new Settings({ ...settings.layer, config }));
    const layer = { class_name: kind.className, config: { name: inner.layer.name, ...canonical(kind, inner.layer) } };
    return { ...config, layer };
  },
  weights(settings, inputs) {
    const { kind, inner } = within(settings);
    const rules = kind.weights!(inner, inputs);
    return ['forward', 'backward'].flatMap((way) =>
      rules.map(({ variable, shape }) => ({ variable: `${way}_${inner.layer.name}/${variable}`, shape })),
    );
  },
  outputShape(settings, inputs) {
    const { kind, inner } = within(settings);
    const shape = kind.outputShape(inner, inputs);
    const mode = settings.choice('merge_mode', Object.keys(MERGES) as (keyof typeof MERGES)[]);
    return mode === 'concat' ? shape.with(-1, shape.at(-1)! * 2) : shape;
  },
  lower(call) {
    const { settings, onnx, outputShape } = call;
    const { kind, inner } = within(settings);
    const cellCall = {
      ...call,
      settings: inner,
      outputShape: kind.outputShape(
        inner,
        call.inputs.map(({ shape }) => shape),
      ),
    };
    const forward = runWithin(kind.className, cellCall, `forward_${inner.layer.name}`, false);
    const backward = runWithin(kind.className, cellCall, `backward_${inner.layer.name}`, true);
    const mode = settings.choice('merge_mode', Object.keys(MERGES) as (keyof typeof MERGES)[]);
    const attributes: Record<string, number> = mode === 'concat' ? { axis: -1 } : {};
    const merged = {
      ...forward,
      name: onnx.op(MERGES[mode], [forward.name, backward.name], attributes),
      shape: outputShape,
    };
    return mode === 'ave' ? onnx.map(merged, 'Mul', {}, onnx.scalar(0.5)) : merged;
  },
  moderniseWeights(tensors, origin, layer) {
    const { kind } = within(new Settings(layer));
    const modern = (part: Tensor[]) => kind.moderniseWeights?.(part, origin, layer) ?? part;
    const half = tensors.length / 2;
    return [...modern(tensors.slice(0, half)), ...modern(tensors.slice(half))];
  },
  variablePaths(layer) {
    const way = (direction: string) =>
      layer.weights.filter((weight) => nameWithin(layer.name, weight).startsWith(`${direction}_`));
    return new Map(['forward', 'backward'].map((direction) => [`${direction}_layer/cell`, way(direction)]));
  },
  keras(layer) {
    refuseDifferentActivations(layer, within(new Settings(layer)).inner.layer.config);
    return [layer];
  },
  tfjs(layer, context) {
    const { kind, inner } = within(new Settings(layer));
    try {
      kind.tfjs!({ ...layer, ...inner.layer, weights: [] }, context);
    } catch {
      throw notInTfjs(layer, 'it has no such layer within');
    }
    return [layer];
  },
};

/** The layer that is run both ways. */
function within(settings: Settings): { kind: LayerKind; inner: Settings } {
  const json = settings.get('layer') as { class_name?: unknown; config?: LayerConfig } | undefined;
  const kind = recurrents.find(({ className }) => className === json?.class_name);
  if (!kind || typeof json?.config !== 'object')
    throw settings.refused('layer', recurrents.map(({ className }) => className).join(', '));
  const name = typeof json.config.name === 'string' ? json.config.name : 'layer';
  return { kind, inner: new Settings({ name, className: kind.className, config: json.config }) };
}

/** Keras writes the backward layer down too; it may be another than the forward one's mirror. */
function mirrors({ layer, backward_layer }: LayerConfig): boolean {
  const facts = (json: unknown) => {
    const { class_name, config } = json as { class_name?: unknown; config?: LayerConfig };
    const { units, activation, recurrent_activation, use_bias, return_sequences } = config ?? {};
    return JSON.stringify([class_name, units, activation, recurrent_activation, use_bias, return_sequences]);
  };
  return facts(layer) === facts(backward_layer);
}
