import { useEffect, useReducer } from 'react';
import { jobEvents, type JobEvent } from '#graft/api';
import { connection } from './client';

/**
 * Folds the events of a job into a state, from its first event on, until it has ended; a connection that breaks is
 * taken up again. Events that come at once are drawn at once: the state changes once a frame at most.
 * @param path e.g. `/api/v1/runs/{id}/events`; null for none. Another path begins anew.
 */
export function useJobEvents<State>(
  path: string | null,
  initial: State,
  reduce: (state: State, event: JobEvent) => State,
): { state: State; ended: boolean; error: unknown } {
  type Told = { state: State; ended: boolean; error: unknown };
  const start: Told = { state: initial, ended: false, error: null };
  const [told, tell] = useReducer((_: Told, next: Told) => next, start);

  useEffect(() => {
    if (path === null) return;
    let current = start;
    let frame = 0;
    const listening = new AbortController();
    const draw = (change: Partial<Told>) => {
      current = { ...current, ...change };
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        tell(current);
      });
    };
    const follow = async () => {
      try {
        for await (const event of jobEvents(connection, path, listening.signal))
          draw({ state: reduce(current.state, event) });
        if (!listening.signal.aborted) draw({ ended: true });
      } catch (error) {
        draw({ error });
      }
    };
    tell(start);
    void follow();
    return () => {
      listening.abort();
      cancelAnimationFrame(frame);
    };
    // The initial state and the reducer belong to the path.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [path]);
  return told;
}
