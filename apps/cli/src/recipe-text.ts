import type { Resource } from '#graft/api';
import { table } from './text.js';

/** A recipe for a terminal, a part a row, with the reason of each that was chosen. */
export function recipeText({ recipe, reasons }: Resource<'ChosenRecipeResponse'>): string {
  const { head, ...rest } = recipe;
  const parts: [string, unknown][] = [
    ...Object.entries(rest),
    ...Object.entries(head ?? {}).map(([part, value]): [string, unknown] => [`head.${part}`, value]),
  ];
  return table(
    [{ head: 'part' }, { head: 'value' }, { head: 'why', grows: true }],
    parts.map(([part, value]) => [part, printed(value), reasons[part] ?? 'as you said']),
  );
}

const printed = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
