import type { Resource } from '#graft/api';

type Recipe = Resource<'Recipe'>;

/** What a part of a recipe can be. */
export type PartValue = string | number | boolean | readonly number[] | null;

/** A part of a recipe by its path, as the reasons of a run name it, e.g. `head.hidden`. */
export interface RecipePart {
  path: string;
  value: PartValue;
}

/** The parts of a recipe, those of the head first. */
export function recipeParts({ head, split, ...rest }: Recipe): RecipePart[] {
  return [
    ...partsOf(head ?? {}, 'head.'),
    ...partsOf(rest),
    ...(split ? [{ path: 'split', value: [split.train, split.validation, split.test] as number[] }] : []),
  ];
}

const partsOf = (parts: object, prefix = ''): RecipePart[] =>
  Object.entries(parts).map(([name, value]) => ({ path: prefix + name, value: value as PartValue }));

export interface PartRow {
  path: string;
  /** One a recipe; null where it has no such part. */
  values: PartValue[];
  differs: boolean;
}

/** Recipes side by side, part by part; those that differ first. */
export function compareRecipes(recipes: readonly Recipe[]): PartRow[] {
  const columns = recipes.map((recipe) => new Map(recipeParts(recipe).map(({ path, value }) => [path, value])));
  const paths = new Set(columns.flatMap((column) => [...column.keys()]));
  const rows = [...paths].map((path) => {
    const values = columns.map((column) => column.get(path) ?? null);
    return { path, values, differs: values.some((value) => !same(value, values[0]!)) };
  });
  return [...rows.filter(({ differs }) => differs), ...rows.filter(({ differs }) => !differs)];
}

const same = (a: PartValue, b: PartValue) => JSON.stringify(a) === JSON.stringify(b);
