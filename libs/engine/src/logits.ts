import { type Network, finalActivation, inferShapes, outputOf, withoutActivation } from '#graft/network';
import { InvalidInput } from '#graft/problems';
import type { LossName } from './training.js';

const ACTIVATION: Record<LossName, string> = {
  'categorical-crossentropy': 'softmax',
  'binary-crossentropy': 'sigmoid',
};

/** The activation that a network ends in to be trained with a loss: softmax of exclusive classes, sigmoid of independent ones. */
export const activationOf = (loss: LossName): string => ACTIVATION[loss];

/**
 * The network without its final activation, so that it puts out logits: a loss is stable only when computed from them.
 * @throws InvalidInput where the network does not end in the loss's activation, over one row of classes.
 */
export function withoutFinalActivation(network: Network, loss: LossName): Network {
  const { layer: last, activation } = finalActivation(network);
  const shapes = inferShapes(network);
  const [classes, ...rest] = shapes.of(network.outputs[0]!);
  const row = rest.length === 0 && shapes.of(outputOf(last.name)).at(-1) === classes;
  if (activation !== ACTIVATION[loss] || !row) {
    throw new InvalidInput(`A network trained with ${loss} ends in a ${ACTIVATION[loss]} over one row of classes.`, {
      where: last.name,
      received: `${last.className} with activation ${activation}`,
      accepted: ACTIVATION[loss],
    });
  }
  return { ...network, layers: network.layers.map((layer) => (layer === last ? withoutActivation(layer) : layer)) };
}
