import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { body, type Resource } from '#graft/api';
import { Problem } from '#graft/problems';
import { api } from '../../api/client';

/** The model that has a name, as far as the caller may see it; null if there is none or it isn't known yet. */
export function useModelNamed(wanted: { owner: string; name: string } | null): Resource<'ModelDetailResponse'> | null {
  const [settled] = useDebouncedValue(wanted && `${wanted.owner}/${wanted.name}`, 300);
  const current = wanted && `${wanted.owner}/${wanted.name}`;
  const { data } = useQuery({
    queryKey: ['model-named', settled],
    enabled: settled !== null,
    queryFn: async () => {
      const [owner = '', name = ''] = settled!.split('/');
      try {
        return await body(api.GET('/api/v1/models/{owner}/{name}', { params: { path: { owner, name } } }));
      } catch (error) {
        if (error instanceof Problem && error.status === 404) return null;
        throw error;
      }
    },
  });
  return (settled === current && data) || null;
}
