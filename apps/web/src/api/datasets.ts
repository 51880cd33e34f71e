import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { body, type Resource } from '#graft/api';
import { api } from './client';

export type Dataset = Resource<'DatasetResponse'>;
export type DatasetVersion = Resource<'DatasetVersionResponse'>;
export type DatasetItem = Resource<'ItemResponse'>;
export type FileProblem = Resource<'FileProblemResponse'>;
export type Arrival = Resource<'ArrivalResponse'>;

/** Where a version is found. */
export interface VersionPath {
  owner: string;
  name: string;
  /** A number, or `latest`. */
  version: string;
}

export const refOf = ({ owner, name, version }: VersionPath): string => `${owner}/${name}@${version}`;

/** @param ref `owner/name`, or with a version behind: `owner/name@2`. Null for what is no reference. */
export function pathOf(ref: string): VersionPath | null {
  const [, owner, name, version = 'latest'] = /^([a-z0-9-]+)\/([a-z0-9-]+)(?:@([a-z0-9-]+))?$/.exec(ref) ?? [];
  return owner && name ? { owner, name, version } : null;
}

/** A version's content never changes. */
const FOREVER = { staleTime: Infinity };
const PAGE = 100;

/** Data sets that the reader may see, the newest first. */
export const datasetsQuery = infiniteQueryOptions({
  queryKey: ['datasets'],
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam: cursor }) => body(api.GET('/api/v1/datasets', { params: { query: { cursor, limit: PAGE } } })),
  getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
});

export const datasetQuery = ({ owner, name }: Omit<VersionPath, 'version'>) =>
  queryOptions({
    queryKey: ['datasets', owner, name],
    queryFn: () => body(api.GET('/api/v1/datasets/{owner}/{name}', { params: { path: { owner, name } } })),
  });

/** Images of each label. */
export const labelsQuery = (path: VersionPath) =>
  queryOptions({
    queryKey: ['datasets', path.owner, path.name, path.version, 'labels'],
    queryFn: () => body(api.GET('/api/v1/datasets/{owner}/{name}/versions/{version}/labels', { params: { path } })),
  });

/** @param label null for all */
export const itemsQuery = (path: VersionPath, label: string | null) =>
  infiniteQueryOptions({
    queryKey: ['datasets', path.owner, path.name, path.version, 'items', label],
    ...FOREVER,
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam: cursor }) =>
      body(
        api.GET('/api/v1/datasets/{owner}/{name}/versions/{version}/items', {
          params: { path, query: { cursor, limit: PAGE, ...(label !== null && { label }) } },
        }),
      ),
    getNextPageParam: ({ nextCursor }) => (nextCursor === null ? undefined : Number(nextCursor)),
  });

/** Files that were left out, or kept though they look out of place, and why. */
export const problemsQuery = (path: VersionPath) =>
  infiniteQueryOptions({
    queryKey: ['datasets', path.owner, path.name, path.version, 'problems'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: cursor }) =>
      body(
        api.GET('/api/v1/datasets/{owner}/{name}/versions/{version}/problems', {
          params: { path, query: { cursor, limit: PAGE } },
        }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

/** The sample set, which an account can add to its data sets. */
export const sampleQuery = queryOptions({
  queryKey: ['sample'],
  ...FOREVER,
  queryFn: () => body(api.GET('/api/v1/datasets/sample')),
});

/** Pictures of the sample set's kind. */
export const samplePicturesQuery = queryOptions({
  queryKey: ['sample', 'pictures'],
  ...FOREVER,
  queryFn: () => body(api.GET('/api/v1/datasets/sample/held-out')),
});
