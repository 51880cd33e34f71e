import { SurgeryRefused } from '#graft/problems';
import type { Layer, LayerConfig, Shape, WeightSpec } from '../graph.js';
import { axisIn } from '../lowering/builder.js';
import { modernDataFormat } from './convolution-settings.js';
import { chain, type LayerKind, onlyInput, printed } from './layer-kind.js';
import { Settings } from './settings.js';
import { alongWidth } from './width.js';

/** What is added or cut, [before, after] for each spatial dimension. A file may give one number for both, or for all. */
function margins(settings: Settings, key: string, spatial: 1 | 2): [number, number][] {
  const value = settings.get(key);
  const whole = (item: unknown): item is number =>
    Number.isInteger(item) && (item as number) >= 0 && (item as number) < 2 ** 16;
  const sides = (item: unknown): [number, number] => {
    const pair: unknown = Array.isArray(item) ? item : [item, item];
    if (Array.isArray(pair) && pair.length === 2 && pair.every(whole)) return pair as [number, number];
    throw settings.refused(key, 'whole numbers from 0');
  };
  if (spatial === 1) return [sides(value)];
  const list: unknown[] = Array.isArray(value) ? value : [value, value];
  if (list.length !== 2) throw settings.refused(key, 'a number or pair for each of 2 dimensions');
  return list.map(sides);
}

/** Keras 1 had [top, bottom, left, right] too. */
const modernMargins = (value: unknown): unknown =>
  Array.isArray(value) && value.length === 4 ? [value.slice(0, 2), value.slice(2)] : value;

function zeroPadding(spatial: 1 | 2): LayerKind {
  return {
    className: `ZeroPadding${spatial}D`,
    settings: { padding: 1, data_format: 'channels_last' },
    spatial,
    modernise: modernMarginsOf('padding'),
    outputShape(settings, inputs) {
      const input = onlyInput(settings, inputs, spatial + 1);
      const pads = margins(settings, 'padding', spatial);
      return input.map((extent, i) => (pads[i] && extent !== null ? extent + pads[i][0] + pads[i][1] : extent));
    },
    lower({ settings, inputs, outputShape, onnx }) {
      // A convolution comes next, as a rule: channels first, so that ONNX Runtime makes one of the two.
      const x = onnx.channelsFirst(inputs[0]!);
      const pads = margins(settings, 'padding', spatial);
      const sides = [...[0, 0, ...pads.map(([before]) => before)], ...[0, 0, ...pads.map(([, after]) => after)]];
      return { ...x, name: onnx.op('Pad', [x.name, onnx.ints(sides)]), shape: outputShape };
    },
    keras: spatial === 1 ? withoutDataFormat : undefined,
    tfjs: (layer, { inputs }) => inTwoDimensions(layer, 'padding', spatial, inputs[0]!),
  };
}

function cropping(spatial: 1 | 2): LayerKind {
  return {
    className: `Cropping${spatial}D`,
    settings: { cropping: spatial === 1 ? [1, 1] : 0, data_format: 'channels_last' },
    spatial,
    modernise: modernMarginsOf('cropping'),
    outputShape(settings, inputs) {
      const input = onlyInput(settings, inputs, spatial + 1);
      const cuts = margins(settings, 'cropping', spatial);
      const output = input.map((extent, i) => (cuts[i] && extent !== null ? extent - cuts[i][0] - cuts[i][1] : extent));
      if (output.some((extent) => extent !== null && extent < 1)) {
        const { name, className } = settings.layer;
        throw new SurgeryRefused(`Layer "${name}" (${className}) gets ${printed(input)} and would cut all of it off.`, {
          where: name,
          received: input,
        });
      }
      return output;
    },
    lower({ settings, inputs, outputShape, onnx }) {
      const x = inputs[0]!;
      const cuts = margins(settings, 'cropping', spatial);
      const name = onnx.op('Slice', [
        x.name,
        onnx.ints(cuts.map(([before]) => before)),
        onnx.ints(cuts.map(([, after]) => (after === 0 ? TO_THE_END : -after))),
        onnx.ints(cuts.map((_, i) => axisIn(x, i))),
      ]);
      return { ...x, name, shape: outputShape };
    },
    keras: spatial === 1 ? withoutDataFormat : undefined,
    tfjs: (layer, { inputs }) => inTwoDimensions(layer, 'cropping', spatial, inputs[0]!),
  };
}

/** One of Keras 3's settings that Keras 2 does not take here, and that says nothing new. */
function withoutDataFormat<W extends WeightSpec>(layer: Layer<W>): Layer<W>[] {
  const { data_format: _, ...config } = layer.config;
  return [{ ...layer, config }];
}

// ONNX clamps the end of a slice to the extent.
const TO_THE_END = 2 ** 31 - 1;

const modernMarginsOf =
  (key: string) =>
  ({ dim_ordering, ...config }: LayerConfig): LayerConfig => ({
    ...modernDataFormat(dim_ordering),
    ...config,
    ...(config[key] === undefined ? {} : { [key]: modernMargins(config[key]) }),
  });

function inTwoDimensions<W extends WeightSpec>(layer: Layer<W>, key: string, spatial: 1 | 2, input: Shape): Layer<W>[] {
  const sides = margins(new Settings(layer), key, spatial);
  if (spatial === 2) return [{ ...layer, config: { ...layer.config, [key]: sides } }];
  const className = layer.className.replace('1D', '2D');
  return chain(layer, alongWidth<W>(input, { suffix: 'wide', className, config: { [key]: [...sides, [0, 0]] } }));
}

export const paddings = ([1, 2] as const).flatMap((spatial) => [zeroPadding(spatial), cropping(spatial)]);
