import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';
import { useMemo } from 'react';
import { body } from '#graft/api';
import { api } from '../../api/client';
import { addCounts, countCatalogue, type FacetCounts, searchCatalogue } from './catalogue-search';
import { FACETS, type Place, type SearchState, type Size } from './search-state';

const PAGE = 30;
const EMPTY_FOR_MS = 3000;

const modelsQuery = ({ query, filters, sort }: SearchState) =>
  infiniteQueryOptions({
    queryKey: ['models', { query, filters, sort }],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET('/api/v1/models', {
          params: {
            query: {
              ...filters,
              size: filters.size as Size[],
              query: query || undefined,
              sort: sort ?? undefined,
              limit: PAGE,
              cursor: pageParam ?? undefined,
            },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
    // Right after the first start, the starter zoo is still being put in.
    refetchInterval: ({ state: { data } }) => (data?.pages[0]?.total === 0 ? EMPTY_FOR_MS : false),
  });

/** Page by page; what was found before stays until the new is there. */
export const useModels = (state: SearchState) => useInfiniteQuery(modelsQuery(state));

const catalogueQuery = queryOptions({
  queryKey: ['catalogue'],
  staleTime: Infinity,
  queryFn: async () => (await body(api.GET('/api/v1/catalogue'))).items,
});

/** Importable entries that fit, and their counts; undefined until they are there. */
export function useCatalogue(state: SearchState) {
  const { data, error, refetch } = useQuery(catalogueQuery);
  return useMemo(
    () => ({
      entries: data && searchCatalogue(data, state),
      counts: data && countCatalogue(data, state),
      error,
      refetch,
    }),
    [data, error, refetch, state],
  );
}

/** Of all that is looked through: the zoo, what can be imported, or both; undefined until they are there. */
export function facetCounts(
  { place }: SearchState,
  models: ReturnType<typeof useModels>,
  { counts }: ReturnType<typeof useCatalogue>,
): FacetCounts | undefined {
  const zoo = models.data?.pages[0]?.facets;
  if (place === 'zoo') return zoo;
  if (place === 'all') return zoo && counts && addCounts(zoo, counts);
  return counts && addCounts(NO_COUNTS, counts);
}

const NO_COUNTS = Object.fromEntries(FACETS.map((facet) => [facet, []])) as unknown as FacetCounts;

/** How many there are in each place; undefined until it is known. */
export function numbersFound(
  models: ReturnType<typeof useModels>,
  { entries }: ReturnType<typeof useCatalogue>,
): Record<Place, number | undefined> {
  const total = models.data?.pages[0]?.total;
  return {
    all: total === undefined || entries === undefined ? undefined : total + entries.length,
    zoo: total,
    catalogue: entries?.length,
  };
}
