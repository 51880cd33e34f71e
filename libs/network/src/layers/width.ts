import type { LayerConfig, Shape, WeightSpec } from '../graph.js';

interface Step<W extends WeightSpec> {
  suffix: string;
  className: string;
  config: LayerConfig;
  weights?: W[];
}

/**
 * A one-dimensional layer as the two-dimensional one of an image that is one pixel wide, for TF.js layers, which has
 * some layers in two dimensions only. [steps, channels] → [steps, 1, channels] → layer → [steps, channels]
 */
export function alongWidth<W extends WeightSpec>(input: Shape, step: Step<W>, channels = input.at(-1)): Step<W>[] {
  return [
    { suffix: 'widened', className: 'Reshape', config: { target_shape: [-1, 1, input.at(-1)] } },
    step,
    { suffix: 'narrowed', className: 'Reshape', config: { target_shape: [-1, channels] } },
  ];
}
