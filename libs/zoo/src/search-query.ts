import { Prisma } from '#graft/database';

export const FACETS = ['task', 'tag', 'license', 'format', 'size', 'owner', 'architecture'] as const;
export type Facet = (typeof FACETS)[number];

/** How large the stored weights are: up to 5 MB, 25 MB, 100 MB, and beyond. */
export const SIZES = ['tiny', 'small', 'medium', 'large'] as const;

/** Values asked for: any of them fits, but a model has to have every tag. */
export type Filters = Partial<Record<Facet, string[]>>;

const COLUMNS: Record<Facet, Prisma.Sql> = {
  task: Prisma.sql`m."task"`,
  tag: Prisma.sql`m."tags"`,
  license: Prisma.sql`m."license"`,
  format: Prisma.sql`m."formats"`,
  size: Prisma.sql`CASE WHEN m."bytes" <= 5e6 THEN 'tiny' WHEN m."bytes" <= 25e6 THEN 'small' WHEN m."bytes" <= 100e6 THEN 'medium' ELSE 'large' END`,
  owner: Prisma.sql`m."namespace"`,
  architecture: Prisma.sql`m."architecture"`,
};
const OPERATORS: Record<Facet, Prisma.Sql> = {
  task: Prisma.sql`= ANY`,
  tag: Prisma.sql`@>`,
  license: Prisma.sql`= ANY`,
  format: Prisma.sql`&&`,
  size: Prisma.sql`= ANY`,
  owner: Prisma.sql`= ANY`,
  architecture: Prisma.sql`= ANY`,
};
const LISTS: readonly Facet[] = ['tag', 'format'];
/** Values shown of each facet, the most frequent ones. */
const VALUES = 30;

const and = (conditions: Prisma.Sql[]) => Prisma.join([Prisma.sql`TRUE`, ...conditions], ' AND ');

/**
 * What was typed, as a tsquery in which every word may be the beginning of one; null for no words.
 * `mobilenet v2` → `mobilenet:* & v2:*`
 */
export function prefixQuery(text: string): string | null {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length > 0 ? words.map((word) => `${word}:*`).join(' & ') : null;
}

/** Only words that the language leaves out ("the") match everything, as no words would. */
export function matchesText(query: string | null): Prisma.Sql[] {
  if (query === null) return [];
  const parsed = Prisma.sql`to_tsquery('english', ${query})`;
  return [Prisma.sql`(numnode(${parsed}) = 0 OR m."search" @@ ${parsed})`];
}

export function matchesFilters(filters: Filters, except?: Facet): Prisma.Sql[] {
  return FACETS.filter((facet) => facet !== except && filters[facet]?.length).map(
    (facet) => Prisma.sql`${COLUMNS[facet]} ${OPERATORS[facet]} (${filters[facet]}::text[])`,
  );
}

/**
 * Rows of (facet, value, count), and one ('total', null, count). The counts of a filtered facet disregard its own filter,
 * so that they say what another choice would give; those of tags heed it, since tags add up.
 *
 * One pass over the models by grouping sets counts all that has the same conditions, where a GROUP BY a facet would read
 * them once a facet; each filtered facet is a pass of its own. docs/benchmarks.md has what a search takes.
 */
export function facetCounts(within: Prisma.Sql[], filters: Filters): Prisma.Sql {
  const alone = FACETS.filter((facet) => facet !== 'tag' && filters[facet]?.length);
  const together = FACETS.filter((facet) => !alone.includes(facet));
  const passes = [
    pass('together', together, [...within, ...matchesFilters(filters)]),
    ...alone.map((facet) => pass(`of_${facet}`, [facet], [...within, ...matchesFilters(filters, facet)])),
  ];
  const values = [
    ...together.map((facet) => frequent('together', facet)),
    ...alone.map((facet) => frequent(`of_${facet}`, facet)),
  ];
  return Prisma.sql`
    WITH ${Prisma.join(passes)}
    SELECT 'total'::text AS facet, NULL AS value, count FROM together WHERE facet = 0
    UNION ALL ${Prisma.join(values, ' UNION ALL ')}`;
}

/** A table of counts by each of the facets, numbered from 1 in `facet`, and of all together under 0. */
function pass(name: string, facets: Facet[], conditions: Prisma.Sql[]): Prisma.Sql {
  const columns = Prisma.join(facets.map((facet) => Prisma.sql`${COLUMNS[facet]} AS ${Prisma.raw(facet)}`));
  const number = Prisma.join(
    facets.map((facet) => Prisma.sql`(1 - grouping(${COLUMNS[facet]})) * ${numberOf(facet)}`),
    ' + ',
  );
  const sets = Prisma.join(facets.map((facet) => Prisma.sql`(${COLUMNS[facet]})`));
  return Prisma.sql`${Prisma.raw(name)} AS (
    SELECT ${columns}, ${number} AS facet, count(*)::int AS count
    FROM "Model" m WHERE ${and(conditions)} GROUP BY GROUPING SETS ((), ${sets}))`;
}

/** The most frequent values of a facet in a table of counts. */
function frequent(table: string, facet: Facet): Prisma.Sql {
  const column = Prisma.raw(facet);
  const value = LISTS.includes(facet) ? Prisma.sql`unnest(${column})` : column;
  return Prisma.sql`(
    SELECT ${facet}::text AS facet, value, sum(count)::int AS count
    FROM (SELECT ${value} AS value, count FROM ${Prisma.raw(table)} WHERE facet = ${numberOf(facet)}) AS v
    WHERE value IS NOT NULL GROUP BY value ORDER BY count DESC, value LIMIT ${VALUES})`;
}

const numberOf = (facet: Facet) => Prisma.raw(String(FACETS.indexOf(facet) + 1));
