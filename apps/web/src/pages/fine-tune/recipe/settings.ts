import type { Resource } from '#graft/api';

export type Recipe = Resource<'Recipe'>;

/** The settings that the user chose, by path, e.g. `head.hidden`; the server chooses the others. */
export type Settings = Readonly<Record<string, unknown>>;

/** The parts that a recipe has, in groups as they are shown. */
export const GROUPS = {
  learning: ['epochs', 'patience', 'optimizer', 'learningRate', 'schedule', 'batchSize'],
  head: ['head.hidden', 'head.activation', 'head.dropout', 'head.batchNorm', 'head.pooling'],
  base: ['cut', 'inputSize', 'freeze'],
  images: ['split', 'classWeights', 'labelSmoothing', 'seed'],
} as const;

export type Group = keyof typeof GROUPS;
export type Part = (typeof GROUPS)[Group][number];

export const PARTS: readonly Part[] = Object.values(GROUPS).flat();

/** The recipe to send. */
export function recipeOf(settings: Settings): Recipe {
  const recipe: Record<string, unknown> = {};
  for (const part of PARTS) {
    if (settings[part] === undefined) continue;
    const [first, second] = part.split('.') as [string, string?];
    if (second === undefined) recipe[first] = settings[part];
    else recipe[first] = { ...(recipe[first] as object), [second]: settings[part] };
  }
  return recipe;
}

/** Value of a part; undefined if the recipe leaves it out. */
export function valueIn(recipe: Recipe | undefined, part: Part): unknown {
  return part.split('.').reduce<unknown>((found, key) => (found as Record<string, unknown> | undefined)?.[key], recipe);
}

/** The settings of a run's recipe that the user chose: those without a recorded reason. */
export function settingsOf(recipe: Recipe, reasons: Readonly<Record<string, string>>): Settings {
  const set = PARTS.filter((part) => reasons[part] === undefined && valueIn(recipe, part) !== undefined);
  return Object.fromEntries(set.map((part) => [part, valueIn(recipe, part)]));
}

export function withSetting(settings: Settings, part: Part, value: unknown): Settings {
  const { [part]: _, ...rest } = settings;
  return value === undefined ? rest : { ...rest, [part]: value };
}

/** Widths of hidden layers as a person writes them: `128, 64`. @returns null if it is no list of numbers */
export function widthsOf(text: string): number[] | null {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '');
  return parts.every((part) => /^\d+$/.test(part)) ? parts.map(Number) : null;
}
