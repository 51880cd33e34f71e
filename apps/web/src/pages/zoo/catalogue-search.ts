import type { Resource } from '#graft/api';
import type { Facet, SearchState } from './search-state';

export type CatalogueEntry = Resource<'CatalogueEntryResponse'>;

/**
 * The entries that fit: every word is the beginning of one of theirs, and every filter holds. They have no owner, tags or
 * stored size yet, so a filter of those lets none through.
 */
export function searchCatalogue(
  entries: readonly CatalogueEntry[],
  { query, filters, sort }: SearchState,
): CatalogueEntry[] {
  const words = wordsIn(query);
  const found = entries.filter((entry) => {
    const own = wordsIn([entry.name, entry.title, entry.application, entry.task, entry.license ?? ''].join(' '));
    return (
      words.every((word) => own.some((one) => one.startsWith(word))) &&
      FACETS_OF_ENTRIES.every((facet) => {
        const wanted: (string | null)[] = filters[facet];
        return wanted.length === 0 || wanted.includes(FACTS[facet](entry));
      }) &&
      [filters.owner, filters.tag, filters.size].every((wanted) => wanted.length === 0)
    );
  });
  if (sort === 'name') return found.sort((a, b) => a.name.localeCompare(b.name));
  if (sort === 'size') return found.sort((a, b) => a.parameters - b.parameters);
  return found;
}

/** What each facet says of an entry. */
const FACTS = {
  task: ({ task }) => task,
  license: ({ license }) => license,
  format: ({ format }) => format,
  architecture: ({ application }) => application,
} as const satisfies Partial<Record<Facet, (entry: CatalogueEntry) => string | null>>;

const FACETS_OF_ENTRIES = Object.keys(FACTS) as (keyof typeof FACTS)[];

/** How many entries each choice would give, as the API counts models; the most frequent first. */
export function countCatalogue(entries: readonly CatalogueEntry[], state: SearchState): Partial<FacetCounts> {
  return Object.fromEntries(
    FACETS_OF_ENTRIES.map((facet) => {
      const others = { ...state, filters: { ...state.filters, [facet]: [] } };
      const values = searchCatalogue(entries, others).map(FACTS[facet]);
      return [
        facet,
        [...new Set(values)]
          .filter((value) => value !== null)
          .map((value) => ({ value, count: values.filter((one) => one === value).length })),
      ];
    }),
  );
}

export type FacetCounts = Record<Facet, { value: string; count: number }[]>;

/** Both together, the most frequent first. */
export function addCounts(counts: FacetCounts, more: Partial<FacetCounts>): FacetCounts {
  return Object.fromEntries(
    Object.entries(counts).map(([facet, own]) => {
      const added = more[facet as Facet] ?? [];
      const sums = new Map(own.map(({ value, count }) => [value, count]));
      for (const { value, count } of added) sums.set(value, (sums.get(value) ?? 0) + count);
      const all = [...sums].map(([value, count]) => ({ value, count }));
      return [facet, all.sort((a, b) => b.count - a.count)];
    }),
  ) as FacetCounts;
}

const wordsIn = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
