import { type Preprocessing, type PreprocessingMode, preprocessingOf } from '#graft/images';
import type { Shape } from '#graft/network';
import { InvalidInput } from '#graft/problems';
import { takesImages } from '#graft/artifact';

export const PREPROCESSING_MODES: PreprocessingMode[] = ['tf', 'caffe', 'torch', 'unit', 'none'];

/** Size that images get where the network takes any. */
const USUAL_SIZE = 224;

/**
 * A preprocessing as people give it: one of Keras' modes, or every setting; checked against the network's input.
 * @param inputShape [height, width, channels].
 * @throws InvalidInput naming the setting.
 */
export function parsePreprocessing(given: unknown, inputShape: Shape): Preprocessing {
  if (!takesImages(inputShape))
    throw new InvalidInput('This network does not take images, so it cannot have a preprocessing.', {
      where: 'preprocessing',
      received: inputShape,
      accepted: '[height, width, 1 or 3]',
    });
  const [height, width, channels] = inputShape as [number | null, number | null, 1 | 3];
  if (typeof given === 'string') return ofMode(given, [height ?? USUAL_SIZE, width ?? USUAL_SIZE], channels);
  const preprocessing = checked(given);
  const [h, w] = preprocessing.size;
  if ((height && h !== height) || (width && w !== width) || preprocessing.channels !== channels)
    throw new InvalidInput('The preprocessing does not fit the input of the network.', {
      where: 'preprocessing.size',
      received: [h, w, preprocessing.channels],
      accepted: inputShape,
    });
  return preprocessing;
}

function ofMode(mode: string, size: [number, number], channels: 1 | 3): Preprocessing {
  if (!PREPROCESSING_MODES.includes(mode as PreprocessingMode))
    throw new InvalidInput(`The preprocessing "${mode}" is unknown. Use ${PREPROCESSING_MODES.join(', ')}.`, {
      where: 'preprocessing',
      received: mode,
      accepted: PREPROCESSING_MODES,
    });
  const preprocessing = preprocessingOf(mode as PreprocessingMode, size);
  if (channels === 3) return preprocessing;
  if (mode === 'caffe' || mode === 'torch')
    throw new InvalidInput(
      `The preprocessing "${mode}" has a mean for each of three colours, but this network takes grey images.`,
      {
        where: 'preprocessing',
        received: mode,
        accepted: ['tf', 'unit', 'none'],
      },
    );
  return { ...preprocessing, channels, mean: preprocessing.mean.slice(0, 1), std: preprocessing.std.slice(0, 1) };
}

type Rule = [holds: (value: never) => boolean, accepted: string];
type Optional = 'cropFraction' | 'antialias';

const isNumber = (value: unknown) => Number.isFinite(value);
const oneOf = (...values: unknown[]): Rule => [(value: unknown) => values.includes(value), values.join(', ')];

const NEEDED: Record<Exclude<keyof Preprocessing, Optional>, Rule> = {
  size: [
    (value: unknown) => Array.isArray(value) && value.length === 2 && value.every((n) => Number.isInteger(n) && n > 0),
    '[height, width] in pixels',
  ],
  channels: oneOf(1, 3),
  resize: oneOf('squash', 'crop'),
  interpolation: oneOf('nearest', 'bilinear', 'bicubic'),
  scale: [isNumber, 'a number'],
  mean: [(value: unknown) => Array.isArray(value) && value.every(isNumber), 'one number per channel'],
  std: [
    (value: unknown) => Array.isArray(value) && value.every((n) => isNumber(n) && n !== 0),
    'one number other than 0 per channel',
  ],
  channelOrder: oneOf('rgb', 'bgr'),
};

const OPTIONAL: Record<Optional, Rule> = {
  cropFraction: [
    (value: unknown) => isNumber(value) && (value as number) > 0 && (value as number) <= 1,
    'above 0, up to 1',
  ],
  antialias: oneOf(true, false),
};

const RULES: Record<keyof Preprocessing, Rule> = { ...NEEDED, ...OPTIONAL };

function checked(given: unknown): Preprocessing {
  const settings = (typeof given === 'object' && given !== null ? given : {}) as Record<string, never>;
  const unknown = Object.keys(settings).find((name) => !(name in RULES));
  if (unknown)
    throw new InvalidInput(`Preprocessing has no setting "${unknown}". It has ${Object.keys(RULES).join(', ')}.`, {
      where: `preprocessing.${unknown}`,
      received: settings[unknown],
      accepted: Object.keys(RULES),
    });
  for (const [name, [holds, accepted]] of Object.entries(RULES))
    if (!(name in OPTIONAL && settings[name] === undefined) && !holds(settings[name]!))
      throw new InvalidInput(`preprocessing.${name} is ${JSON.stringify(settings[name])}. Accepted: ${accepted}.`, {
        where: `preprocessing.${name}`,
        received: settings[name],
        accepted,
      });
  const preprocessing = settings as unknown as Preprocessing;
  for (const name of ['mean', 'std'] as const)
    if (preprocessing[name].length !== preprocessing.channels)
      throw new InvalidInput(`preprocessing.${name} needs one number per channel.`, {
        where: `preprocessing.${name}`,
        received: preprocessing[name],
        accepted: preprocessing.channels,
      });
  return preprocessing;
}
