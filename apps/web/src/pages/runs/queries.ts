import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { body, type Resource } from '#graft/api';
import { api } from '../../api/client';
import { hasEnded } from '../run/run-state';

export type RunSummary = Resource<'RunSummaryResponse'>;

const PAGE = 50;
/** While one of them is at work. */
const LOOK_AGAIN_MS = 1500;

/** The caller's runs, the latest first; looked at again and again while one of them is at work. */
export const runsQuery = infiniteQueryOptions({
  queryKey: ['runs', 'list'],
  queryFn: ({ pageParam }) =>
    body(api.GET('/api/v1/runs', { params: { query: { limit: PAGE, ...(pageParam && { cursor: pageParam }) } } })),
  initialPageParam: '',
  getNextPageParam: ({ nextCursor }) => nextCursor,
  refetchInterval: ({ state }) =>
    state.data?.pages.some(({ items }) => items.some(({ status }) => !hasEnded(status))) ? LOOK_AGAIN_MS : false,
});

/** Whole runs, with their histories. */
export const comparedQuery = (ids: readonly string[]) =>
  queryOptions({
    queryKey: ['runs', 'compared', ...ids],
    queryFn: () => Promise.all(ids.map((id) => body(api.GET('/api/v1/runs/{id}', { params: { path: { id } } })))),
    refetchInterval: ({ state }) => (state.data?.some(({ status }) => !hasEnded(status)) ? LOOK_AGAIN_MS : false),
  });
