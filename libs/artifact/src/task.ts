import { finalActivation, type Shape, type Topology } from '#graft/network';
import type { ArtifactSummary } from './artifact.js';

/** Whether this is the shape of images: [height, width, 1 or 3]. */
export const takesImages = (shape: Shape): boolean => shape.length === 3 && (shape[2] === 1 || shape[2] === 3);

/**
 * What a network is for, by what goes in and comes out: one row of probabilities or of labelled units classifies, and
 * does so into several classes at once where each has a sigmoid of its own.
 */
export function taskOf(topology: Topology, input: Shape, output: Shape, labelled: boolean): ArtifactSummary['task'] {
  if (!takesImages(input)) return 'other';
  const { activation } = finalActivation(topology);
  const classifies = output.length === 1 && (labelled || activation === 'softmax' || activation === 'sigmoid');
  if (!classifies) return 'feature-extraction';
  return activation === 'sigmoid' && output[0] !== 1 ? 'multi-label-image-classification' : 'image-classification';
}
