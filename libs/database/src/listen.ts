import type { PGlite } from '@electric-sql/pglite';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** Gets the notices of a channel (`NOTIFY`). */
export interface Listener {
  notice(payload: string): void;
  /** The channel is listened to from now on. Notices before this moment may be lost, so read what they tell of. */
  connected(): void;
}

/** Ends the listening. */
export type Unlisten = () => Promise<void>;

/** Time between two attempts to connect. */
const RECONNECT_MS = 500;
/** Longest wait for a server that does not answer. */
const CONNECT_MS = 5_000;
/** A connection that is silent for so long is probed, so that one that broke without a word ends in minutes, not hours. */
const KEEP_ALIVE_MS = 10_000;

/** Listens on a connection of its own, and connects again whenever that breaks. A pool's connections come and go. */
export function listenOnPostgres(connectionString: string, channel: string, listener: Listener): Unlisten {
  const closing = new AbortController();
  let client: pg.Client;

  const listen = async () => {
    client = new pg.Client({
      connectionString,
      connectionTimeoutMillis: CONNECT_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    });
    const over = new Promise<void>((resolve) => client.once('end', resolve).on('error', () => resolve()));
    client.on('notification', ({ payload }) => listener.notice(payload ?? ''));
    try {
      await client.connect();
      await client.query(`LISTEN ${channel}`);
      listener.connected();
      await over;
    } catch {
      // The database is away. Queries tell their callers; this waits for it.
    } finally {
      await client.end().catch(() => {}); // it is broken already
    }
  };
  const keepListening = async () => {
    while (!closing.signal.aborted) {
      await listen();
      await sleep(RECONNECT_MS, undefined, { signal: closing.signal }).catch(() => {}); // closed
    }
  };

  const listening = keepListening();
  return async () => {
    closing.abort();
    await client.end().catch(() => {}); // it was connecting
    await listening;
  };
}

/** Listens on the embedded database's one connection. */
export function listenOnPglite(pglite: PGlite, channel: string, listener: Listener): Unlisten {
  const listening = pglite.listen(channel, (payload) => listener.notice(payload));
  listening.then(
    () => listener.connected(),
    () => {}, // the database was closed meanwhile
  );
  return () =>
    listening.then(
      (unlisten) => unlisten(),
      () => {},
    );
}
