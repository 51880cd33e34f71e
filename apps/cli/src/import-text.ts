import type { Resource } from '#graft/api';
import { preprocessingText } from './preprocessing-text.js';
import { facts, plural, short } from './text.js';

type Preview = Resource<'PreviewResponse'>;

/** Whether the model takes images and its preprocessing is unknown. */
export const lacksPreprocessing = ({ inputShape, preprocessing }: Preview): boolean =>
  preprocessing === null && inputShape.length === 3 && [1, 3].includes(inputShape[2] ?? 0);

/** @param preprocessing the user's answer, if the command asked for it */
export function previewText(preview: Preview, preprocessing?: string): string {
  const { architecture, format, task, inputShape, outputShape, parameters, layers, top } = preview;
  const { labels, license, nonFiniteWeights } = preview;
  const count = Object.values(layers).reduce((sum, number) => sum + number, 0);
  return facts([
    ['format', format],
    ['architecture', architecture],
    ['task', task],
    ['input', extents(inputShape)],
    ['output', extents(outputShape)],
    ['size', `${short(parameters)} parameters in ${plural(count, 'layer')}`],
    ['top', top && `begins after ${top.layer} (${top.kind})`],
    ['labels', labels && `${plural(labels.value.length, 'class')} (from ${labels.from})`],
    ['preprocessing', preprocessing ?? preprocessingLine(preview)],
    ['license', license && `${license.value} (from ${license.from})`],
    ['not finite', nonFiniteWeights.length > 0 ? nonFiniteWeights.join(', ') : null],
  ]);
}

function preprocessingLine(preview: Preview): string | null {
  if (lacksPreprocessing(preview)) return 'unknown; set it with --preprocess';
  const { preprocessing } = preview;
  return preprocessing && `${preprocessingText(preprocessing.value)} (from ${preprocessing.from})`;
}

const extents = (shape: (number | null)[]) => shape.map((extent) => extent ?? 'any').join(' × ');
