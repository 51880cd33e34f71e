import type { Resource } from '#graft/api';
import { table } from './text.js';

/** The parts of a recipe as text, each by its path, e.g. `head.hidden`. */
export function recipeParts({ head, ...rest }: Resource<'Recipe'>): [part: string, value: string][] {
  const parts: [string, unknown][] = [
    ...Object.entries(rest),
    ...Object.entries(head ?? {}).map(([part, value]): [string, unknown] => [`head.${part}`, value]),
  ];
  return parts.map(([part, value]) => [part, typeof value === 'string' ? value : JSON.stringify(value)]);
}

/** A recipe for a terminal, a part a row, with the reason of each that was chosen. */
export const recipeText = ({ recipe, reasons }: Resource<'ChosenRecipeResponse'>): string =>
  table(
    [{ head: 'part' }, { head: 'value' }, { head: 'why', grows: true }],
    recipeParts(recipe).map(([part, value]) => [part, value, reasons[part] ?? 'as you said']),
  );
