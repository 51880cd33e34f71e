import { recipeParts } from './recipe-text.js';
import { type Run, tookText } from './runs.js';
import { textOf } from './tasks/index.js';
import { table } from './text.js';

/** Runs side by side: their results and the differences of their recipes. */
export function comparisonText(runs: readonly Run[]): string {
  const letters = runs.map((_, index) => String.fromCharCode('A'.charCodeAt(0) + index));
  const named = table(
    [{ head: '' }, { head: 'run' }, { head: 'base', grows: true }, { head: 'data set' }],
    runs.map(({ id, base, dataset }, index) => [letters[index]!, id, base.ref, dataset.ref]),
  );
  const compared = table(
    [{ head: '' }, ...letters.map((head) => ({ head, align: 'right' as const }))],
    [...resultsOf(runs[0]!).map(([name, of]) => [name, ...runs.map((run) => of(run) ?? '–')]), ...differing(runs)],
  );
  const alike = new Set(runs.map(({ dataset }) => dataset.digest)).size === 1;
  const note = alike ? null : 'These runs were evaluated on different data sets, so you cannot compare their figures.';
  return [named, compared, note].filter(Boolean).join('\n\n');
}

type Row = readonly [name: string, of: (run: Run) => string | null];

/** What runs came to, as the task of the first shows it. */
const resultsOf = ({ task }: Run): Row[] => [
  ['status', ({ status }) => status],
  ...textOf(task).compared.map(([name, of]): Row => [
    name,
    ({ evaluation }) => (evaluation?.task === task ? of(evaluation) : null),
  ]),
  ['epochs trained', ({ history }) => (history.length > 0 ? String(history.length) : null)],
  ['duration', tookText],
];

/** Rows of the settings that differ between the recipes. */
function differing(runs: readonly Run[]): string[][] {
  const recipes = runs.map(({ recipe }) => new Map(recipeParts(recipe)));
  const parts = new Set(recipes.flatMap((recipe) => [...recipe.keys()]));
  return [...parts]
    .map((part) => [part, ...recipes.map((recipe) => recipe.get(part) ?? '–')])
    .filter(([, ...values]) => new Set(values).size > 1);
}
