import { setTimeout as sleep } from 'node:timers/promises';

/** What `within` answers for work that takes longer than it may. */
export const LATE = Symbol('late');

/** What the work comes to, or `LATE` after so many milliseconds; the work continues. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T | typeof LATE> {
  const over = new AbortController();
  const late = sleep(ms, LATE, { signal: over.signal });
  try {
    return await Promise.race([work, late]);
  } finally {
    late.catch(() => {}); // aborted
    over.abort();
  }
}
