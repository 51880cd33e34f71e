import { type QueryClient, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { body } from '#graft/api';
import { api } from '../../api/client';
import { useJobEvents } from '../../api/use-job-events';
import type { Publication } from '../../components/publish-form';
import { hasEnded, nothingTold, reduce, type Run, type RunState, type RunStatus } from './run-state';
import { tell } from './tell';

const at = (id: string) => ({ params: { path: { id } } });

export const runQuery = (id: string) =>
  queryOptions({ queryKey: ['runs', id], queryFn: () => body(api.GET('/api/v1/runs/{id}', at(id))) });

export interface LiveRun {
  run: Run;
  state: RunState;
  /** As far as it is known by either. */
  status: RunStatus;
  /** Why its events are not heard. */
  error: unknown;
  /** Listens once more, to a server that is back. */
  again: () => void;
}

/** A run and what its events tell; it is asked for once more when they have ended. */
export function useRun(id: string): { live: LiveRun | null; error: unknown; retry: () => void } {
  const queries = useQueryClient();
  const { data: run, dataUpdatedAt, error: failed, refetch } = useQuery(runQuery(id));
  const { state, ended, error, again } = useJobEvents(`/api/v1/runs/${id}/events`, nothingTold, reduce);
  useEffect(() => {
    if (ended) void queries.invalidateQueries({ queryKey: ['runs'] });
  }, [ended, queries]);
  useEffect(() => {
    if (ended && run && !hasEnded(run.status)) again();
    // Resumed, here or elsewhere: only an answer that came after the end can tell.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [dataUpdatedAt]);
  // What has ended is all known to the run itself, before its events are read once more.
  const status = run && (hasEnded(run.status) ? run.status : (state.status ?? run.status));
  return {
    live: run && status ? { run, state, status, error, again } : null,
    error: failed,
    retry: () => void refetch(),
  };
}

const keepRun = (queries: QueryClient, run: Run) => queries.setQueryData(runQuery(run.id).queryKey, run);

export function useCancelRun(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => body(api.POST('/api/v1/runs/{id}/cancel', at(id))),
    onSuccess: (run) => keepRun(queries, run),
    onError: tell,
  });
}

export function useResumeRun(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => body(api.POST('/api/v1/runs/{id}/resume', at(id))),
    onSuccess: (run) => keepRun(queries, run),
    onError: tell,
  });
}

/** Deletes runs, the later ones only if those before could be. */
export function useDeleteRuns() {
  const queries = useQueryClient();
  return async (ids: readonly string[]): Promise<void> => {
    try {
      for (const id of ids) await api.DELETE('/api/v1/runs/{id}', at(id));
    } finally {
      await queries.invalidateQueries({ queryKey: ['runs', 'list'] });
    }
  };
}

/** The card that a run's model would be published with. */
export const cardQuery = (id: string, name: string) =>
  queryOptions({
    queryKey: ['runs', id, 'card', name],
    staleTime: Infinity, // edited from here on
    queryFn: () => body(api.GET('/api/v1/runs/{id}/card', { params: { path: { id }, query: { name } } })),
  });

/** @param done told the version that it became */
export function usePublishRun(id: string, done: (ref: string) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (publication: Publication) =>
      body(api.POST('/api/v1/runs/{id}/publish', { ...at(id), body: publication })),
    onSuccess: async ({ ref }) => {
      done(ref);
      await queries.invalidateQueries();
    },
  });
}
