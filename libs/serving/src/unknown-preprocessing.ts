import { InvalidInput } from '#graft/problems';

/** Refuses what needs to know how an image becomes the input of the model. */
export const unknownPreprocessing = () =>
  new InvalidInput('The preprocessing of this model is unknown.', {
    where: 'preprocessing',
    accepted: 'a version with known preprocessing',
  });
