import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import { type Source, SOURCES } from './images-step';

/** The fields of the form that are kept in the URL of the page, so that it can be reloaded and shared. */
export function useAddress(initial?: { base: string; dataset: string }) {
  const [params, setParams] = useSearchParams();
  const set = useCallback(
    (changes: Record<string, string | null>) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          for (const [name, value] of Object.entries(changes))
            if (value === null) next.delete(name);
            else next.set(name, value);
          return next;
        },
        { replace: true, preventScrollReset: true },
      ),
    [setParams],
  );
  const dataset = params.get('dataset') ?? initial?.dataset ?? null;
  const images = SOURCES.find((source) => source === params.get('images'));
  const source: Source = images ?? (dataset === null ? 'own' : 'dataset');
  return {
    base: params.get('base') ?? initial?.base ?? null,
    dataset,
    source,
    /** Images that were on their way when the page was left. */
    arrival: params.get('arrival'),
    setBase: (base: string) => set({ base }),
    setSource: (images: Source) => set({ images }),
    setDataset: (dataset: string) => set({ dataset, images: null, arrival: null }),
    setArrival: (arrival: string | null) => set({ arrival }),
  };
}
