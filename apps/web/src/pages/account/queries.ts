import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { body, type Resource } from '#graft/api';
import { api } from '../../api/client';

const LIMIT = 100;

type Page<Item> = { items: Item[]; nextCursor: string | null };

/** A list of the API, page by page. */
function useList<Item>(
  key: string,
  fetch: (query: { limit: number; cursor?: string }) => Promise<Page<Item>>,
  enabled = true,
) {
  const list = useInfiniteQuery({
    queryKey: [key],
    enabled,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => fetch({ limit: LIMIT, ...(pageParam !== undefined && { cursor: pageParam }) }),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  return { ...list, items: list.data?.pages.flatMap(({ items }) => items) };
}

/** @param enabled whether the person signed in may see them */
export const useTokens = (enabled: boolean) =>
  useList('tokens', (query) => body(api.GET('/api/v1/tokens', { params: { query } })), enabled);
export const useUsers = () => useList('users', (query) => body(api.GET('/api/v1/users', { params: { query } })));
export const useNamespaces = () =>
  useList('namespaces', (query) => body(api.GET('/api/v1/namespaces', { params: { query } })));

/** A call after which what it changed is fetched again. */
function useChange<Input, Output>(keys: string[], call: (input: Input) => Promise<Output>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: call,
    onSuccess: () => Promise.all(keys.map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  });
}

export const useCreateToken = () =>
  useChange(['tokens'], (token: Resource<'CreateTokenRequest'>) => body(api.POST('/api/v1/tokens', { body: token })));

/** A page that is signed in by the token is signed out. */
export const useRevokeToken = () =>
  useChange(['tokens', 'me'], (id: string) => api.DELETE('/api/v1/tokens/{id}', { params: { path: { id } } }));

export const useCreateNamespace = () =>
  useChange(['namespaces', 'me'], (namespace: Resource<'CreateNamespaceRequest'>) =>
    body(api.POST('/api/v1/namespaces', { body: namespace })),
  );

export const useCreateUser = () =>
  useChange(['users', 'namespaces'], (user: Resource<'CreateUserRequest'>) =>
    body(api.POST('/api/v1/users', { body: user })),
  );

/** Disables or enables an account. */
export const useChangeUser = () =>
  useChange(['users'], ({ name, disabled }: { name: string; disabled: boolean }) =>
    body(api.PATCH('/api/v1/users/{name}', { params: { path: { name } }, body: { disabled } })),
  );
