import type { Resource } from '#graft/api';
import { fittingLabels, type Preview, takesImages } from './preview';

const modes = ['tf', 'caffe', 'torch', 'unit', 'none'] as const;
export type Mode = (typeof modes)[number];
export type Preprocessing = Resource<'PreprocessingResponse'>;

/** What a person says about a model instead of, or besides, what was found. */
export interface Facts {
  /** `found` for the value that was found, `custom` for the settings in `custom`; null if the user must choose. */
  preprocessing: Mode | 'found' | 'custom' | null;
  custom: Preprocessing;
  /** One per line. */
  labels: string;
  /** The layer after which the top begins; null for none. */
  top: string | null;
}

export const factsOf = ({ preprocessing, labels, top, inputShape }: Preview): Facts => ({
  preprocessing: preprocessing && 'found',
  custom: preprocessing?.value ?? settingsFor(inputShape),
  labels: labels?.value.join('\n') ?? '',
  top: top && top.layer,
});

/** Pixels from 0 to 1, to start from. */
function settingsFor([height, width, channels]: Preview['inputShape']): Preprocessing {
  const each = (value: number) => Array.from({ length: channels === 1 ? 1 : 3 }, () => value);
  return {
    size: [height ?? 224, width ?? 224],
    channels: channels === 1 ? 1 : 3,
    ...{
      resize: 'squash',
      interpolation: 'bilinear',
      scale: 1 / 255,
      mean: each(0),
      std: each(1),
      channelOrder: 'rgb',
    },
  };
}

/** Whether settings can be used: no division by zero, a part of the image that is there. */
export const settingsFit = ({ std, cropFraction = 1, scale }: Preprocessing): boolean =>
  std.every((value) => value !== 0) && scale !== 0 && cropFraction > 0 && cropFraction <= 1;

/** As the API takes it: a mode, or all settings; undefined for what was found or not chosen. */
export const preprocessingIn = ({ preprocessing, custom }: Facts): Mode | Preprocessing | undefined =>
  preprocessing === 'custom' ? custom : preprocessing === 'found' || preprocessing === null ? undefined : preprocessing;

/** Grey images have no mean for each of three colours. */
export const modesFor = ({ inputShape }: Preview): Mode[] =>
  modes.filter((mode) => inputShape[2] === 3 || (mode !== 'caffe' && mode !== 'torch'));

export const labelsIn = ({ labels }: Pick<Facts, 'labels'>): string[] => {
  const lines = labels.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '');
};

/** Whether there are as many labels as the model needs; none is fine, too. */
export function labelsFit(facts: Facts, preview: Preview): boolean {
  const { length } = labelsIn(facts);
  const fitting = fittingLabels(preview);
  return length === 0 || fitting.length === 0 || fitting.includes(length);
}

/** The field that keeps it from being published; null if nothing does. */
export function firstObstacle(facts: Facts, preview: Preview): 'preprocessing' | 'labels' | null {
  const unusable = facts.preprocessing === 'custom' && !settingsFit(facts.custom);
  if (takesImages(preview) && (facts.preprocessing === null || unusable)) return 'preprocessing';
  return labelsFit(facts, preview) ? null : 'labels';
}

type Said = Pick<Resource<'PublishImportRequest'>, 'labels' | 'preprocessing' | 'top'>;

/** What differs from what was found, as the API takes it. */
export function saidIn(facts: Facts, preview: Preview): Said {
  const found = factsOf(preview);
  const labels = labelsIn(facts);
  const preprocessing = preprocessingIn(facts);
  return {
    ...(preprocessing !== undefined && { preprocessing }),
    ...(labels.length > 0 && labels.join('\n') !== found.labels && { labels }),
    ...(facts.top !== null && facts.top !== found.top && { top: facts.top }),
  };
}
