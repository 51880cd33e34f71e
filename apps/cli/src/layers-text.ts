import type { Resource } from '#graft/api';
import { table } from './text.js';

/** A table with one row per layer, and where the top begins. */
export function layersText({ layers, top }: Resource<'LayerTableResponse'>): string {
  const rows = layers.map(({ name, className, outputShape, parameters, trainable, inTop }) => [
    name,
    className,
    outputShape.map((extent) => extent ?? 'any').join(' × '),
    parameters.toLocaleString('en'),
    trainable ? '' : 'frozen',
    inTop ? 'top' : '',
  ]);
  return [
    table(
      [
        { head: 'layer', grows: true },
        { head: 'class' },
        { head: 'output', align: 'right' },
        { head: 'parameters', align: 'right' },
        { head: '' },
        { head: '' },
      ],
      rows,
    ),
    top && `\nThe top begins after ${top.layer}. \`graft pull --no-top\` leaves it out.`,
  ]
    .filter(Boolean)
    .join('\n');
}
