import type { Layer, Network, TensorRef } from '#graft/network';
import { InvalidInput } from '#graft/problems';
import type { LossName } from './training.js';

/** The activation that a loss is computed before: softmax of exclusive classes, sigmoid of independent ones. */
const ACTIVATION: Record<LossName, string> = {
  'categorical-crossentropy': 'softmax',
  'binary-crossentropy': 'sigmoid',
};

/** Layers that only rearrange values, so that an activation before them may as well come after. */
const REARRANGING = new Set(['Reshape', 'Flatten']);

/**
 * The network without its final activation, so that it puts out logits: a loss is stable only when computed from them.
 * @throws InvalidInput where the network does not end in the loss's activation over one row of classes.
 */
export function withoutFinalActivation(network: Network, loss: LossName): Network {
  const activation = ACTIVATION[loss];
  const last = lastComputing(network, network.outputs[0]!);
  if (activationOf(last) !== activation) {
    throw new InvalidInput(`A network trained with ${loss} ends in a ${activation}.`, {
      where: last.name,
      received: `${last.className} with activation ${activationOf(last)}`,
      accepted: activation,
    });
  }
  const linear: Layer = {
    ...last,
    className: last.className === 'Softmax' ? 'Activation' : last.className,
    config: { ...last.config, activation: 'linear' },
  };
  return { ...network, layers: network.layers.map((layer) => (layer === last ? linear : layer)) };
}

/** The layer that computes this tensor, past those that only rearrange it. */
function lastComputing(network: Network, ref: TensorRef): Layer {
  const layer = network.layers.find(({ name }) => name === ref.layer)!;
  return REARRANGING.has(layer.className) ? lastComputing(network, layer.calls[ref.call]![0]!) : layer;
}

function activationOf({ className, config }: Layer): string {
  if (className === 'Softmax') return 'softmax';
  return typeof config.activation === 'string' ? config.activation : 'linear';
}
