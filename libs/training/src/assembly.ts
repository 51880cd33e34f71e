import { graft, inferShapes, split, type Network } from '#graft/network';

/** A base without its top, and where a run divides it: what lies up to `frozenTo` keeps its weights. */
export interface DividedBackbone {
  /** All of it. */
  backbone: Network;
  /** The layer whose output is kept in the feature cache. All that comes after it is computed from this output alone. */
  frozenTo: string;
  /** From the image to `frozenTo`. Runs once per image. */
  prefix: Network;
  /** From there to the output of the backbone: its input layer alone if the whole backbone is frozen. */
  rest: Network;
}

/**
 * @param freeze `backbone` for all of it, or a layer.
 * @throws SurgeryRefused where the backbone cannot be divided there
 */
export function divide(backbone: Network, freeze: string): DividedBackbone {
  const frozenTo = freeze === 'backbone' ? backbone.outputs[0]!.layer : freeze;
  const { prefix, suffix } = split(backbone, frozenTo);
  return { backbone, frozenTo, prefix, rest: suffix };
}

/** A backbone with its new head, and the part that a run trains. */
export interface Assembly {
  whole: Network;
  /** From the frozen layer to the answer; the head alone if the whole backbone is frozen. */
  suffix: Network;
}

/** In the suffix every layer is trainable, whatever the author of the base set. */
export function assemble({ backbone, frozenTo }: DividedBackbone, head: Network): Assembly {
  const whole = graft(backbone, head);
  const { suffix } = split(whole, frozenTo);
  return { whole, suffix: { ...suffix, layers: suffix.layers.map((layer) => ({ ...layer, trainable: true })) } };
}

/** The assembly with the weights that its suffix has learnt. All else of it stays as it is. */
export function withTrained({ whole }: Assembly, suffix: Network): Assembly {
  const trained = new Map(suffix.layers.map(({ name, weights }) => [name, weights]));
  const layers = whole.layers.map((layer) => ({ ...layer, weights: trained.get(layer.name) ?? layer.weights }));
  return { whole: { ...whole, layers }, suffix };
}

/** Shape of what a network with a known input size puts out for one example. */
export function outputShapeOf(network: Network): number[] {
  return inferShapes(network)
    .of(network.outputs[0]!)
    .map((extent) => extent!);
}
