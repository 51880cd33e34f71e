import { QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { body, type Resource } from '#graft/api';
import { Problem } from '#graft/problems';
import { api } from './client';

/** What was asked for is wrong, or not for everyone to see: asking again helps nothing. */
const isFinal = (error: unknown) => error instanceof Problem && error.status < 500;

export const createQueries = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) => !isFinal(error) && failures < 3,
      },
    },
  });

/** An account, what the token in use permits it, and where it may publish. */
export type Me = NonNullable<Resource<'MeResponse'>['account']> & Pick<Resource<'MeResponse'>, 'scopes' | 'namespaces'>;

/** Who is signed in; null for an anonymous visitor. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  staleTime: 60_000,
  queryFn: async (): Promise<Me | null> => {
    const { account, ...rights } = await body(api.GET('/api/v1/me'));
    return account && { ...account, ...rights };
  },
});

/** Undefined while it is not known yet, null for an anonymous visitor. */
export const useMe = (): Me | null | undefined => useQuery(meQuery).data;
