import { type LayerKind, onlyInput, weightNamed } from './layer-kind.js';

/** A vector for each whole number. Embeddings: [numbers, channels]. */
export const embedding: LayerKind = {
  className: 'Embedding',
  settings: { input_dim: undefined, output_dim: undefined, mask_zero: false },
  weights(settings) {
    settings.only('mask_zero', false);
    return [{ variable: 'embeddings', shape: [settings.count('input_dim'), settings.count('output_dim')] }];
  },
  outputShape: (settings, inputs) => [...onlyInput(settings, inputs), settings.count('output_dim')],
  lower({ layer, inputs, outputShape, onnx }) {
    // Inputs are float32 throughout; 7 is INT64.
    const indices = onnx.op('Cast', [onnx.channelsLast(inputs[0]!).name], { to: 7 });
    const name = onnx.op('Gather', [onnx.weight(weightNamed(layer, 'embeddings')), indices], { axis: 0 });
    return { name, shape: outputShape, layout: 'channels-last' };
  },
};
