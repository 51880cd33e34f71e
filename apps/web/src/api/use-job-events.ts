import { useEffect, useReducer, useRef } from 'react';
import { jobEvents, type JobEvent } from '#graft/api';
import { connection } from './client';

/** Time between drawings: a small head learns 50 epochs a second, and the browser may share the processor with it. */
const DRAW_EVERY_MS = 100;

interface Heard<State> {
  state: State;
  ended: boolean;
  error: unknown;
}

/**
 * Folds the events of a job into a state, from its first event on, until it has ended; a connection that breaks is
 * taken up again. The state changes at most ten times per second.
 * @param path e.g. `/api/v1/runs/{id}/events`; null for none. Another path begins again.
 * @returns also `again`, which continues listening to a job that has ended and was resumed
 */
export function useJobEvents<State>(
  path: string | null,
  initial: State,
  reduce: (state: State, event: JobEvent) => State,
): Heard<State> & { again: () => void } {
  const [drawn, tell] = useReducer((_: Heard<State>, next: Heard<State>) => next, {
    state: initial,
    ended: false,
    error: null,
  });
  const [round, again] = useReducer((before: number) => before + 1, 0);
  const heard = useRef<{ path: string; state: State; lastId?: string } | null>(null);

  useEffect(() => {
    if (path === null) return;
    if (heard.current?.path !== path) heard.current = { path, state: initial };
    const job = heard.current;
    const listening = new AbortController();
    let drawnAt = 0;
    let timer: number | undefined;
    let end: Pick<Heard<State>, 'ended' | 'error'> = { ended: false, error: null };
    const draw = () => {
      timer ??= window.setTimeout(
        () => {
          timer = undefined;
          drawnAt = Date.now();
          tell({ state: job.state, ...end });
        },
        drawnAt + DRAW_EVERY_MS - Date.now(),
      );
    };
    const follow = async () => {
      try {
        for await (const event of jobEvents(connection, path, listening.signal, job.lastId)) {
          if (listening.signal.aborted) return;
          job.lastId = event.id ?? job.lastId;
          job.state = reduce(job.state, event);
          draw();
        }
        end = { ended: true, error: null };
      } catch (error) {
        end = { ended: false, error };
      }
      if (!listening.signal.aborted) draw();
    };
    tell({ state: job.state, ...end });
    void follow();
    return () => {
      listening.abort();
      clearTimeout(timer);
    };
    // The initial state and the reducer belong to the path.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [path, round]);
  return { ...drawn, again };
}
