import { type Network, type Shape, inferShapes } from '#graft/network';
import { InvalidInput } from '#graft/problems';

/**
 * What an engine feeds and gets back for one example.
 * @throws InvalidInput unless the network has one input of a known size and one output.
 */
export function soleInputAndOutput(network: Network): { inputShape: number[]; outputShape: Shape } {
  const { inputs, outputs } = network;
  if (inputs.length !== 1 || outputs.length !== 1) throw otherThan(network, 'one input and one output');
  const { inputShapes, outputShape } = inputsAndOutput(network);
  return { inputShape: inputShapes[0]!, outputShape };
}

/** As `soleInputAndOutput`, for any number of inputs. */
export function inputsAndOutput(network: Network): { inputShapes: number[][]; outputShape: Shape } {
  const { inputs, outputs } = network;
  if (outputs.length !== 1) throw otherThan(network, 'one output');
  const shapes = inferShapes(network);
  const inputShapes = inputs.map((input) => {
    const shape = shapes.of(input);
    if (isKnown(shape)) return shape;
    throw new InvalidInput('The network accepts inputs of any size. Choose a size first.', {
      where: input.layer,
      received: shape,
      accepted: 'a network cut to a given input shape',
    });
  });
  return { inputShapes, outputShape: shapes.of(outputs[0]!) };
}

function otherThan({ name, inputs, outputs }: Network, accepted: string): InvalidInput {
  return new InvalidInput(`Only networks with ${accepted} can be run.`, {
    where: name,
    received: { inputs: inputs.length, outputs: outputs.length },
    accepted,
  });
}

function isKnown(shape: Shape): shape is number[] {
  return shape.every((extent) => extent !== null);
}
