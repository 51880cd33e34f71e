import type { Shape } from '../graph.js';
import { modernDataFormat } from './convolution-settings.js';
import { given } from './convolution-settings.js';
import { chain, type LayerCall, type LayerKind, notInTfjs, onlyInput } from './layer-kind.js';
import type { Settings } from './settings.js';
import { alongWidth } from './width.js';

type Interpolation = 'nearest' | 'bilinear';

/** How TensorFlow 2 samples: at the corner for "nearest" when enlarging by whole numbers, at pixel centres otherwise. */
const sampling = (interpolation: Interpolation, wholeFactors: boolean) => ({
  mode: interpolation === 'nearest' ? 'nearest' : 'linear',
  coordinate_transformation_mode: interpolation === 'nearest' && wholeFactors ? 'asymmetric' : 'half_pixel',
  // Of a place half-way between two pixels TensorFlow takes the second.
  ...(interpolation === 'nearest' ? { nearest_mode: wholeFactors ? 'floor' : 'round_prefer_ceil' } : {}),
});

/** Enlarges each spatial dimension by a whole number. */
function upSampling(spatial: 1 | 2): LayerKind {
  return {
    className: `UpSampling${spatial}D`,
    settings: spatial === 1 ? { size: 2 } : { size: [2, 2], interpolation: 'nearest', data_format: 'channels_last' },
    spatial,
    modernise({ dim_ordering, length, ...config }) {
      return { ...modernDataFormat(dim_ordering), ...given('size', length), ...config };
    },
    outputShape(settings, inputs) {
      const size = settings.counts('size', spatial);
      return onlyInput(settings, inputs, spatial + 1).map((extent, i) => extent && extent * (size[i] ?? 1));
    },
    lower({ settings, inputs, outputShape, onnx }) {
      const x = onnx.channelsFirst(inputs[0]!);
      const size = settings.counts('size', spatial);
      const interpolation = interpolationOf(settings, spatial);
      const scales = onnx.floats(`scales ${size.join(' ')}`, [spatial + 2], () => Float32Array.of(1, 1, ...size));
      return { ...x, name: onnx.op('Resize', [x.name, '', scales], sampling(interpolation, true)), shape: outputShape };
    },
    tfjs(layer, { inputs }) {
      const { size, interpolation } = layer.config;
      if (interpolation === 'bilinear') throw notInTfjs(layer, 'its bilinear enlargement samples at other places');
      if (spatial === 2) return [layer];
      const factor = Array.isArray(size) ? (size[0] as number) : size;
      return chain(
        layer,
        alongWidth(inputs[0]!, { suffix: 'wide', className: 'UpSampling2D', config: { size: [factor, 1] } }),
      );
    },
  };
}

const interpolationOf = (settings: Settings, spatial: 1 | 2): Interpolation =>
  spatial === 1 ? 'nearest' : settings.choice('interpolation', ['nearest', 'bilinear']);

/** Brings images to a size. */
const resizing: LayerKind = {
  className: 'Resizing',
  settings: {
    ...{ height: undefined, width: undefined, interpolation: 'bilinear' },
    ...{ crop_to_aspect_ratio: false, pad_to_aspect_ratio: false, antialias: false },
  },
  outputShape(settings, inputs): Shape {
    for (const key of ['crop_to_aspect_ratio', 'pad_to_aspect_ratio', 'antialias']) settings.only(key, false);
    const input = onlyInput(settings, inputs, 3);
    return [settings.count('height'), settings.count('width'), input[2]!];
  },
  lower({ settings, inputs, outputShape, onnx }: LayerCall) {
    const x = onnx.channelsFirst(inputs[0]!);
    const [height, width] = outputShape as [number, number];
    const kept = onnx.op('Slice', [onnx.op('Shape', [x.name]), onnx.ints([0]), onnx.ints([2])]);
    const sizes = onnx.op('Concat', [kept, onnx.ints([height, width])], { axis: 0 });
    const attributes = sampling(settings.choice('interpolation', ['nearest', 'bilinear']), false);
    return { ...x, name: onnx.op('Resize', [x.name, '', '', sizes], attributes), shape: outputShape };
  },
  keras(layer) {
    const { pad_to_aspect_ratio: _, antialias: __, ...config } = layer.config; // Keras 3's, always false here
    return [{ ...layer, config }];
  },
  tfjs(layer) {
    throw notInTfjs(layer, 'its Resizing samples at other places');
  },
};

export const resizings = [upSampling(1), upSampling(2), resizing];
