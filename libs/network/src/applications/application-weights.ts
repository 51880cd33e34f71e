import { InvalidInput, ModelRefused } from '#graft/problems';
import { readKerasHdf5 } from '../formats/keras-hdf5.js';
import type { Network } from '../graph.js';
import { applicationNamed, buildApplication, type ApplicationOptions } from './index.js';

/**
 * Reads a Keras HDF5 file of weights alone into the application of that name. Whether they have a top, and of which
 * width multiplier they are, is found out by trying: a file fits one of them.
 * @param classes output units of the top, if there is one
 * @throws InvalidInput if there is no such application, or the weights fit none of its variants
 */
export async function readApplicationWeights(
  bytes: Uint8Array,
  file: string,
  name: string,
  classes = 1000,
): Promise<Network> {
  const { alphas } = applicationNamed(name);
  const variants = [true, false].flatMap((includeTop) => alphas.map((alpha) => ({ includeTop, alpha, classes })));
  const reasons: string[] = [];
  for (const variant of variants) {
    try {
      // Weights that are found alone are, as a rule, those that Keras publishes.
      const topology = buildApplication(name, { ...variant, imagenetScaling: true });
      return await readKerasHdf5(bytes, file, { topology });
    } catch (error) {
      if (!(error instanceof ModelRefused)) throw error;
      reasons.push(`${described(variant)}: ${error.detail}`);
    }
  }
  throw new InvalidInput(`The weights in ${file} fit no ${name}: ${reasons.join(' ')}`.slice(0, 2000), {
    where: 'application',
    received: name,
    accepted: 'the application that the weights are of',
  });
}

const described = ({
  includeTop,
  alpha,
  classes,
}: Required<Pick<ApplicationOptions, 'includeTop' | 'alpha' | 'classes'>>) =>
  `alpha ${alpha}, ${includeTop ? `with a top of ${classes} classes` : 'without a top'}`;
