import { queryOptions } from '@tanstack/react-query';
import { body, type Resource } from '#graft/api';
import { api } from '../../api/client';

export type Model = Resource<'ModelResponse'>;
export type Recipe = Resource<'Recipe'>;

/** Models whose name, title or tags have these words; with none, the ones that most people take. */
export const modelsQuery = (words: string) =>
  queryOptions({
    queryKey: ['models', 'to fine-tune', words],
    placeholderData: (before) => before,
    queryFn: () =>
      body(
        api.GET('/api/v1/models', {
          params: { query: { limit: 20, ...(words === '' ? { sort: 'downloads' } : { query: words }) } },
        }),
      ),
  });

export const modelQuery = (owner: string, name: string) =>
  queryOptions({
    queryKey: ['models', owner, name],
    queryFn: () => body(api.GET('/api/v1/models/{owner}/{name}', { params: { path: { owner, name } } })),
  });
