import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { readSearch, type SearchState, writeSearch } from './search-state';

export type ChangeSearch = (state: SearchState, how?: { replace: boolean }) => void;

/** What is looked for, kept in the page's address: to go back to, to reload and to share. */
export function useSearchState(): [SearchState, ChangeSearch] {
  const [params, setParams] = useSearchParams();
  const state = useMemo(() => readSearch(params), [params]);
  const change = useCallback<ChangeSearch>(
    (next, { replace } = { replace: false }) => setParams(writeSearch(next), { replace, preventScrollReset: true }),
    [setParams],
  );
  return [state, change];
}
