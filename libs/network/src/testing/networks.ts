import { readKerasTopology } from '../formats/keras-config.js';
import type { Graph, LayerConfig, Network, Shape } from '../graph.js';
import { sizeOf, variableOf, weightOf } from '../weights.js';
import { randomNumbers } from './run.js';

/** A layer of a test's network: its class, settings and the layers that it reads. */
export type LayerJson = [name: string, className: string, config: LayerConfig, ...inputs: string[]];

/** A network of these layers with random weights; inputs first, the last layer is the output. */
export function networkOf(
  inputs: Record<string, Shape>,
  layers: LayerJson[],
  kerasVersion: Graph['kerasVersion'] = 2,
): Network {
  const config = {
    name: 'test',
    layers: [
      ...Object.entries(inputs).map(([name, shape]) => ({
        name,
        class_name: 'InputLayer',
        config: { name, batch_input_shape: [null, ...shape] },
        inbound_nodes: [],
      })),
      ...layers.map(([name, class_name, settings, ...reads]) => ({
        name,
        class_name,
        config: { name, ...settings },
        inbound_nodes: [reads.map((layer) => [layer, 0, 0, {}])],
      })),
    ],
    input_layers: Object.keys(inputs).map((name) => [name, 0, 0]),
    output_layers: [[layers.at(-1)![0], 0, 0]],
  };
  return withRandomWeights(readKerasTopology({ class_name: 'Model', config }, kerasVersion).topology);
}

/** Random weights for a topology: variances above 0, the rest between -0.5 and 0.5. */
export function withRandomWeights(topology: Graph<Omit<Network['layers'][0]['weights'][0], 'bytes'>>): Network {
  let seed = 0;
  const layers = topology.layers.map((layer) => ({
    ...layer,
    weights: layer.weights.map((spec) => {
      const { data } = randomNumbers([sizeOf(spec.shape)], ++seed);
      const positive = /variance$/.test(variableOf(spec));
      return weightOf(
        spec.name,
        spec.shape,
        data.map((x) => (positive ? 0.6 + x / 2 : x / 2)),
      );
    }),
  }));
  return { ...topology, layers };
}
