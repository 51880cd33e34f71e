import { queryOptions } from '@tanstack/react-query';
import { body } from '#graft/api';
import { api } from '../../../api/client';
import type { Recipe } from './settings';

/** What is to be learnt: a data set, or images of each class that are in none yet. */
export type Learnt = { dataset: string } | { images: number[] };

/** The recipe that a run would have, and why. @throws Problem if there can be no such run */
export const chosenRecipeQuery = (base: string | null, learnt: Learnt | null, recipe: Recipe) =>
  queryOptions({
    queryKey: ['recipe', base, learnt, recipe],
    enabled: base !== null && learnt !== null,
    staleTime: 60_000,
    placeholderData: (before) => before,
    queryFn: () => body(api.POST('/api/v1/runs/recipe', { body: { base: base!, ...learnt, recipe } })),
  });

/** Names of a model's layers below its top, from the input on. */
export const layerNamesQuery = (base: string) => {
  const [path = '', ref = 'latest'] = base.split('@');
  const [owner = '', name = ''] = path.split('/');
  return queryOptions({
    queryKey: ['layer names', base],
    staleTime: 60_000,
    queryFn: async () => {
      const { layers } = await body(
        api.GET('/api/v1/models/{owner}/{name}/versions/{ref}/layers', { params: { path: { owner, name, ref } } }),
      );
      return layers.filter(({ inTop }) => !inTop).map((layer) => layer.name);
    },
  });
};
