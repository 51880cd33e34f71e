/** Facets as they are asked for, in the order in which they are shown. */
export const FACETS = ['task', 'size', 'license', 'format', 'architecture', 'tag', 'owner'] as const;
export type Facet = (typeof FACETS)[number];

export const SORTS = ['updated', 'downloads', 'name', 'size'] as const;
export type Sort = (typeof SORTS)[number] | 'relevance';

/** Where models are looked for. */
export const PLACES = ['all', 'zoo', 'catalogue'] as const;
export type Place = (typeof PLACES)[number];

export type Size = 'tiny' | 'small' | 'medium' | 'large';
export const SIZES: readonly Size[] = ['tiny', 'small', 'medium', 'large'];

/** What is looked for: all that the page's address holds. */
export interface SearchState {
  query: string;
  filters: Record<Facet, string[]>;
  /** Null for the best: by relevance where words are looked for, else the last updated first. */
  sort: Sort | null;
  place: Place;
}

/** Takes what an address may hold; whatever it cannot hold is left out. */
export function readSearch(params: URLSearchParams): SearchState {
  const sort = params.get('sort');
  const place = params.get('show');
  return {
    query: params.get('query') ?? '',
    filters: Object.fromEntries(
      FACETS.map((facet) => [facet, params.getAll(facet).filter((value) => facet !== 'size' || isSize(value))]),
    ) as SearchState['filters'],
    sort: [...SORTS, 'relevance' as const].find((known) => known === sort) ?? null,
    place: PLACES.find((known) => known === place) ?? 'all',
  };
}

const isSize = (value: string) => SIZES.some((size) => size === value);

export function writeSearch({ query, filters, sort, place }: SearchState): URLSearchParams {
  const params = new URLSearchParams();
  if (query !== '') params.set('query', query);
  for (const facet of FACETS) for (const value of filters[facet]) params.append(facet, value);
  if (sort !== null) params.set('sort', sort);
  if (place !== 'all') params.set('show', place);
  return params;
}

export const toggled = (state: SearchState, facet: Facet, value: string): SearchState => {
  const values = state.filters[facet];
  const others = values.filter((one) => one !== value);
  return {
    ...state,
    filters: { ...state.filters, [facet]: others.length < values.length ? others : [...values, value] },
  };
};

export const withoutFilters = (state: SearchState): SearchState => ({
  ...state,
  filters: readSearch(new URLSearchParams()).filters,
});

export const filtersOf = ({ filters }: SearchState): { facet: Facet; value: string }[] =>
  FACETS.flatMap((facet) => filters[facet].map((value) => ({ facet, value })));
