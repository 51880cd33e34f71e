import type { Resource } from '#graft/api';
import { fittingLabels, type Preview, takesImages } from './preview';

const modes = ['tf', 'caffe', 'torch', 'unit', 'none'] as const;
export type Mode = (typeof modes)[number];

/** What a person says about a model instead of, or besides, what was found. */
export interface Facts {
  /** `found` for the value that was found; null if the user must choose. */
  preprocessing: Mode | 'found' | null;
  /** One per line. */
  labels: string;
  /** The layer after which the top begins; null for none. */
  top: string | null;
}

export const factsOf = ({ preprocessing, labels, top }: Preview): Facts => ({
  preprocessing: preprocessing && 'found',
  labels: labels?.value.join('\n') ?? '',
  top: top && top.layer,
});

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
  if (takesImages(preview) && facts.preprocessing === null) return 'preprocessing';
  return labelsFit(facts, preview) ? null : 'labels';
}

type Said = Pick<Resource<'PublishImportRequest'>, 'labels' | 'preprocessing' | 'top'>;

/** What differs from what was found, as the API takes it. */
export function saidIn(facts: Facts, preview: Preview): Said {
  const found = factsOf(preview);
  const labels = labelsIn(facts);
  return {
    ...(facts.preprocessing !== null && facts.preprocessing !== 'found' && { preprocessing: facts.preprocessing }),
    ...(labels.length > 0 && labels.join('\n') !== found.labels && { labels }),
    ...(facts.top !== null && facts.top !== found.top && { top: facts.top }),
  };
}
