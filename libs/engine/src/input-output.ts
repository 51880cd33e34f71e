import { type Network, type Shape, inferShapes } from '#graft/network';
import { InvalidInput } from '#graft/problems';

/**
 * What an engine feeds and gets back for one example.
 * @throws InvalidInput unless the network has one input of a known size and one output.
 */
export function soleInputAndOutput(network: Network): { inputShape: number[]; outputShape: Shape } {
  const { inputs, outputs } = network;
  if (inputs.length !== 1 || outputs.length !== 1) {
    throw new InvalidInput('Only networks with one input and one output can be run.', {
      where: network.name,
      received: { inputs: inputs.length, outputs: outputs.length },
      accepted: { inputs: 1, outputs: 1 },
    });
  }
  const shapes = inferShapes(network);
  const inputShape = shapes.of(inputs[0]!);
  if (!isKnown(inputShape)) {
    throw new InvalidInput('The network takes inputs of any size; choose one first.', {
      where: inputs[0]!.layer,
      received: inputShape,
      accepted: 'a network cut to a given input shape',
    });
  }
  return { inputShape, outputShape: shapes.of(outputs[0]!) };
}

function isKnown(shape: Shape): shape is number[] {
  return shape.every((extent) => extent !== null);
}
