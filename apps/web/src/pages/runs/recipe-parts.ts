import type { Resource } from '#graft/api';

type Recipe = Resource<'Recipe'>;

/** What a part of a recipe can be. */
export type PartValue = string | number | boolean | readonly number[] | null;

/** A part of a recipe by its path, as the reasons of a run name it, e.g. `head.hidden`. */
export interface RecipePart {
  path: string;
  value: PartValue;
}

/** From what is trained to how; a database keeps no order. */
const ORDER = [
  'freeze',
  'cut',
  'inputSize',
  'head.pooling',
  'head.batchNorm',
  'head.hidden',
  'head.activation',
  'head.dropout',
  'optimizer',
  'learningRate',
  'schedule',
  'epochs',
  'patience',
  'batchSize',
  'classWeights',
  'labelSmoothing',
  'split',
  'seed',
];

/** The parts of a recipe; those that this page does not know come last. */
export function recipeParts({ head, split, ...rest }: Recipe): RecipePart[] {
  const parts = [
    ...partsOf(head ?? {}, 'head.'),
    ...partsOf(rest),
    ...(split ? [{ path: 'split', value: [split.train, split.validation, split.test] as number[] }] : []),
  ];
  return parts.sort((a, b) => placeOf(a) - placeOf(b));
}

function placeOf({ path }: RecipePart): number {
  const place = ORDER.indexOf(path);
  return place < 0 ? ORDER.length : place;
}

const partsOf = (parts: object, prefix = ''): RecipePart[] =>
  Object.entries(parts).map(([name, value]) => ({ path: prefix + name, value: value as PartValue }));

export interface PartRow {
  path: string;
  /** One a recipe; null if it has no such part. */
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
