import { body, type Resource } from '#graft/api';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '../../api/client';
import { useJobEvents } from '../../api/use-job-events';
import { atStart, type Checking, checked } from './checking';

export type Import = Resource<'ImportResponse'>;

const queryKey = (id: string) => ['import', id];

/** An import and, while it is being worked on, how far it is. */
export function useImport(id: string): { found: Import | undefined; error: unknown; checking: Checking } {
  const queries = useQueryClient();
  const { data, error } = useQuery({
    queryKey: queryKey(id),
    queryFn: () => body(api.GET('/api/v1/imports/{id}', { params: { path: { id } } })),
  });
  const isUnderWay = data?.status === 'queued' || data?.status === 'running';
  const {
    state,
    ended,
    error: lost,
  } = useJobEvents(isUnderWay ? `/api/v1/imports/${id}/events` : null, atStart, checked);
  useEffect(() => {
    if (ended) void queries.invalidateQueries({ queryKey: queryKey(id) });
  }, [ended, id, queries]);
  return { found: data, error: error ?? lost, checking: state };
}

/** What is read into other weights than it says, e.g. an application's. */
export type Source = { kind: 'uploads'; uploads: { id: string; name?: string }[] } | { kind: 'url'; url: string };

export const sourceOf = ({ source }: Import): Source => source as unknown as Source;
