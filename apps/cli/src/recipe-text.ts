import type { Resource } from '#graft/api';
import { table } from './text.js';

/** The settings of a recipe as text, each with its path, e.g. `head.hidden`. */
export function recipeParts({ head, ...rest }: Resource<'Recipe'>): [part: string, value: string][] {
  const parts: [string, unknown][] = [
    ...Object.entries(rest),
    ...Object.entries(head ?? {}).map(([part, value]): [string, unknown] => [`head.${part}`, value]),
  ];
  return parts.map(([part, value]) => [part, typeof value === 'string' ? value : JSON.stringify(value)]);
}

/** A recipe as a table: one row per setting, with the reason of each default. */
export const recipeText = ({ recipe, reasons }: Resource<'ChosenRecipeResponse'>): string =>
  table(
    [{ head: 'setting' }, { head: 'value' }, { head: 'reason', grows: true }],
    recipeParts(recipe).map(([part, value]) => [part, value, reasons[part] ?? 'set by you']),
  );
