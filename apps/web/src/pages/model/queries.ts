import {
  infiniteQueryOptions,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { body, type Resource } from '#graft/api';
import { api } from '../../api/client';

export interface ModelName {
  owner: string;
  name: string;
}

export type Model = Resource<'ModelDetailResponse'>;
export type Version = Resource<'VersionResponse'>;

const PAGE = 100;

const modelKey = ({ owner, name }: ModelName) => ['model', owner, name] as const;

const modelQuery = (path: ModelName) =>
  queryOptions({
    queryKey: modelKey(path),
    queryFn: () => body(api.GET('/api/v1/models/{owner}/{name}', { params: { path } })),
  });

export const useModel = (path: ModelName) => useQuery(modelQuery(path));

const versionsQuery = (path: ModelName) =>
  infiniteQueryOptions({
    queryKey: [...modelKey(path), 'versions'],
    queryFn: ({ pageParam: cursor }) =>
      body(api.GET('/api/v1/models/{owner}/{name}/versions', { params: { path, query: { cursor, limit: PAGE } } })),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ nextCursor }) => (nextCursor === null ? undefined : Number(nextCursor)),
  });

/** The newest first, yanked ones too. */
export const useVersions = (path: ModelName) => useInfiniteQuery(versionsQuery(path));

/** What is known of one version, by parts; each is fetched when a component asks for it. */
type Part = 'layers' | 'card' | 'lineage' | 'children' | 'evaluation';

const versionKey = (path: ModelName, ref: string) => [...modelKey(path), 'versions', ref] as const;

/** A number or digest names the same for ever; only yanks and aliases change. */
export const useVersion = (path: ModelName, ref: string | null) =>
  useQuery({
    queryKey: versionKey(path, ref ?? ''),
    enabled: ref !== null,
    queryFn: () =>
      body(api.GET('/api/v1/models/{owner}/{name}/versions/{ref}', { params: { path: { ...path, ref: ref! } } })),
  });

const partKey = (path: ModelName, number: number, part: Part) => [...versionKey(path, String(number)), part] as const;

export const useCard = (path: ModelName, number: number) =>
  useQuery({
    queryKey: partKey(path, number, 'card'),
    staleTime: Infinity,
    queryFn: () =>
      body(
        api.GET('/api/v1/models/{owner}/{name}/versions/{ref}/card', {
          params: { path: { ...path, ref: String(number) } },
        }),
      ),
  });

export const useLayers = (path: ModelName, number: number) =>
  useQuery({
    queryKey: partKey(path, number, 'layers'),
    staleTime: Infinity,
    queryFn: () =>
      body(
        api.GET('/api/v1/models/{owner}/{name}/versions/{ref}/layers', {
          params: { path: { ...path, ref: String(number) } },
        }),
      ),
  });

export const useFamily = (path: ModelName, number: number) =>
  useQuery({
    queryKey: partKey(path, number, 'lineage'),
    queryFn: () =>
      body(
        api.GET('/api/v1/models/{owner}/{name}/versions/{ref}/lineage', {
          params: { path: { ...path, ref: String(number) } },
        }),
      ),
  });

/** What was made from a version, the newest first. */
export const useChildren = (path: ModelName, number: number) =>
  useInfiniteQuery({
    queryKey: partKey(path, number, 'children'),
    queryFn: ({ pageParam: cursor }) =>
      body(
        api.GET('/api/v1/models/{owner}/{name}/versions/{ref}/children', {
          params: { path: { ...path, ref: String(number) }, query: { cursor, limit: PAGE } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

export const useVersionEvaluation = (path: ModelName, number: number) =>
  useQuery({
    queryKey: partKey(path, number, 'evaluation'),
    queryFn: () =>
      body(
        api.GET('/api/v1/models/{owner}/{name}/versions/{ref}/evaluation', {
          params: { path: { ...path, ref: String(number) } },
        }),
      ),
  });

/** A change of a model, after which all that is known of it, and the zoo's lists, are asked for again. */
export function useModelChange(path: ModelName) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: () => Promise<unknown>) => change(),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: modelKey(path) }),
        queries.invalidateQueries({ queryKey: ['models'] }),
      ]),
  }).mutateAsync;
}
