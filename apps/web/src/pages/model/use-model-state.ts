import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { type ModelState, readModelState, writeModelState } from './model-state';

export type ChangeModelState = (change: Partial<ModelState>) => void;

/** What is shown of a model, kept in the page's address. */
export function useModelState(): [ModelState, ChangeModelState] {
  const [params, setParams] = useSearchParams();
  const state = useMemo(() => readModelState(params), [params]);
  const change = useCallback<ChangeModelState>(
    (next) => setParams(writeModelState({ ...state, ...next }), { replace: true, preventScrollReset: true }),
    [setParams, state],
  );
  return [state, change];
}
