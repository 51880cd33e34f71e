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

export type Me = Resource<'MeResponse'>;

/** Who is signed in; null where nobody is. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  staleTime: 60_000,
  queryFn: async (): Promise<Me | null> => {
    try {
      return await body(api.GET('/api/v1/me'));
    } catch (error) {
      if (error instanceof Problem && error.status === 401) return null;
      throw error;
    }
  },
});

/** Undefined while it is not known yet, null where nobody is signed in. */
export const useMe = (): Me | null | undefined => useQuery(meQuery).data;
