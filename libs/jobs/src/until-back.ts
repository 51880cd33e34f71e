import { setTimeout as sleep } from 'node:timers/promises';
import { databaseAway } from '#graft/database';

/** Time between two attempts. */
const RETRY_MS = 500;

/** Asks the database, again and again while it is away. Null once stopped. */
export async function untilBack<T>(ask: () => Promise<T>, stopped: AbortSignal): Promise<T | null> {
  while (!stopped.aborted) {
    try {
      return await ask();
    } catch (error) {
      if (!databaseAway(error)) throw error;
      await sleep(RETRY_MS);
    }
  }
  return null;
}
