import {
  type Network,
  type Shape,
  type TopBoundary,
  inferShapes,
  layersBelow,
  outlineOf,
  parameterCount,
  storedBytes,
} from '#graft/network';
import { InvalidInput } from '#graft/problems';
import { recogniseArchitecture } from './architecture.js';
import type { ArtifactParts, ArtifactSummary } from './artifact.js';

/** @throws InvalidInput if there is not one label an output unit, or no layer where the top begins. */
export function summarise({ network, labels, top, task }: ArtifactParts): ArtifactSummary {
  const shapes = inferShapes(network);
  const outputShape = shapes.of(network.outputs[0]!);
  assertLabelled(outputShape, labels);
  const backbone = backboneOf(network, top);
  const weights = network.layers.flatMap((layer) => layer.weights);
  return {
    task,
    architecture: recogniseArchitecture(backbone),
    inputShape: shapes.of(network.inputs[0]!),
    outputShape,
    layers: network.layers.length,
    parameters: parameterCount(network),
    backboneParameters: top && parameterCount(backbone),
    weightBytes: weights.reduce((sum, weight) => sum + storedBytes(weight), 0),
    labelCount: labels && labels.length,
    outline: outlineOf(network),
  };
}

/** One label an output unit; two where a single sigmoid decides between them. */
function assertLabelled(outputShape: Shape, labels: string[] | null): void {
  const units = outputShape.at(-1) ?? null;
  const accepted = units === 1 ? [1, 2] : [units];
  if (!labels || accepted.includes(labels.length)) return;
  throw new InvalidInput(
    `There are ${labels.length} labels, but the network has ${units ?? 'any number of'} outputs. Give one label per output.`,
    {
      where: 'labels',
      received: labels.length,
      accepted,
    },
  );
}

/** The layers at and below the boundary; all if there is none. @throws InvalidInput */
export function backboneOf(network: Network, top: TopBoundary | null): Network {
  if (!top) return network;
  const { layer } = top;
  if (!network.layers.some(({ name }) => name === layer)) {
    throw new InvalidInput(`The top cannot begin after "${layer}": the network has no layer of that name.`, {
      where: 'top.layer',
      received: layer,
    });
  }
  const names = layersBelow(network, layer);
  return { ...network, layers: network.layers.filter(({ name }) => names.has(name)) };
}
