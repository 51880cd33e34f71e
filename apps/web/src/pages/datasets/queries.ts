import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { api } from '../../api/client';
import type { Dataset } from '../../api/datasets';

/** Removes a data set with all its versions, and goes to the list. */
export function useDelete({ owner, name }: Pick<Dataset, 'owner' | 'name'>): () => Promise<void> {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => api.DELETE('/api/v1/datasets/{owner}/{name}', { params: { path: { owner, name } } }),
    onSuccess: async () => {
      await navigate('/datasets');
      queries.removeQueries({ queryKey: ['datasets', owner, name] });
      await queries.invalidateQueries({ queryKey: ['datasets'] });
    },
  });
  return async () => void (await remove.mutateAsync());
}
