import { preprocessingOf, type Preprocessing } from '#graft/images';
import type { Shape } from '#graft/network';
import { parseJson } from '../facts.js';
import { parsePreprocessing } from './settings.js';

/** Reads a file that is next to a model. @returns null if the file does not say how images become the input */
type Reader = (json: Record<string, unknown>, inputShape: Shape) => Partial<Preprocessing> | null;

/** By the name of the file, in the order in which they are believed. */
const READERS: Record<string, Reader> = {
  'preprocessing.json': (json) => json,
  'preprocessor_config.json': huggingFace,
  'metadata.json': teachableMachine,
  'config.json': timm,
};

export const PREPROCESSING_FILES = Object.keys(READERS);

/**
 * How images become a model's input, as a file beside it says.
 * @returns null if the file does not say
 * @throws InvalidInput naming the setting that is wrong, or does not fit the network
 */
export function preprocessingIn(name: string, text: string, inputShape: Shape): Preprocessing | null {
  const json = parseJson(name, text);
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return null;
  const found = READERS[name]!(json as Record<string, unknown>, inputShape);
  return found && parsePreprocessing(found, inputShape);
}

/** Teachable Machine cuts out the middle square, draws it smaller and scales to [-1, 1]. */
export function teachableMachineImages([height, width]: Shape): Preprocessing | null {
  if (!height || !width) return null;
  return { ...preprocessingOf('tf', [height, width]), resize: 'crop' };
}

function teachableMachine({ packageName }: Record<string, unknown>, inputShape: Shape): Preprocessing | null {
  return packageName === '@teachablemachine/image' ? teachableMachineImages(inputShape) : null;
}

/** Pillow's numbers for its filters; Lanczos (1) has none of ours, bicubic is the nearest. */
const PILLOW_FILTERS: Record<number, Preprocessing['interpolation']> = {
  0: 'nearest',
  1: 'bicubic',
  2: 'bilinear',
  3: 'bicubic',
};

/**
 * `preprocessor_config.json` of Hugging Face's image processors: resize (to a size, or the shorter side), cut out the middle,
 * rescale, normalise; each step can be off.
 */
function huggingFace(json: Record<string, unknown>, inputShape: Shape): Partial<Preprocessing> | null {
  const { image_mean, image_std, do_rescale = true, do_normalize = true, rescale_factor = 1 / 255 } = json;
  if (json.image_processor_type === undefined && json.feature_extractor_type === undefined && !image_mean) return null;
  const crop = sizeIn(json.crop_size);
  const resized = sizeIn(json.size);
  const shortest = (json.size as { shortest_edge?: unknown } | null | undefined)?.shortest_edge;
  const cutsMiddle = json.do_center_crop === true && crop !== null;
  const size = (cutsMiddle ? crop : resized) ?? fixedSize(inputShape);
  if (!size) return null;
  const before = typeof shortest === 'number' ? shortest : resized && Math.min(...resized);
  const cropFraction =
    typeof json.crop_pct === 'number' ? json.crop_pct : cutsMiddle && before ? Math.min(...size) / before : undefined;
  return {
    ...asPhotos(size, do_normalize === false ? [0, 0, 0] : image_mean, do_normalize === false ? [1, 1, 1] : image_std),
    resize: cutsMiddle || typeof shortest === 'number' ? 'crop' : 'squash',
    interpolation: PILLOW_FILTERS[Number(json.resample ?? 2)] ?? 'bilinear',
    ...(cropFraction !== undefined && cropFraction < 1 && { cropFraction }),
    scale: do_rescale === false ? 1 : Number(rescale_factor),
  };
}

/** timm's `config.json`: all of it lies in `pretrained_cfg`. */
function timm({ pretrained_cfg }: Record<string, unknown>): Partial<Preprocessing> | null {
  if (typeof pretrained_cfg !== 'object' || pretrained_cfg === null) return null;
  const { input_size, interpolation, crop_pct, crop_mode, mean, std } = pretrained_cfg as Record<string, unknown>;
  const [, height, width] = Array.isArray(input_size) ? (input_size as number[]) : [];
  if (height === undefined || width === undefined) return null;
  return {
    ...asPhotos([height, width], mean, std),
    resize: crop_mode === 'squash' ? 'squash' : 'crop',
    interpolation: interpolation === 'bilinear' || interpolation === 'nearest' ? interpolation : 'bicubic',
    ...(typeof crop_pct === 'number' && crop_pct < 1 && { cropFraction: crop_pct }),
  };
}

/** Pixels divided by 255, then normalised; as many channels as there are means. */
function asPhotos(size: [number, number], mean: unknown, std: unknown): Partial<Preprocessing> {
  const means = Array.isArray(mean) ? (mean as number[]) : [0, 0, 0];
  return {
    size,
    channels: means.length as Preprocessing['channels'],
    scale: 1 / 255,
    mean: means,
    std: Array.isArray(std) ? (std as number[]) : means.map(() => 1),
    channelOrder: 'rgb',
  };
}

const fixedSize = ([height, width]: Shape): [number, number] | null => (height && width ? [height, width] : null);

/** A number for both, or `{ height, width }`. */
function sizeIn(value: unknown): [number, number] | null {
  if (typeof value === 'number') return [value, value];
  const { height, width, shortest_edge } = (value ?? {}) as Record<string, unknown>;
  if (typeof height === 'number' && typeof width === 'number') return [height, width];
  return typeof shortest_edge === 'number' ? [shortest_edge, shortest_edge] : null;
}
