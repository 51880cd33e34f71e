import { Unavailable } from '#graft/problems';
import { Prisma } from './generated/client.js';

/** Prisma's names for a connection that cannot be made or has broken. */
const KINDS = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections']);
/**
 * Postgres' codes for the same: connection exceptions, and a server that stops, recovers or starts
 * (https://www.postgresql.org/docs/current/errcodes-appendix.html).
 */
const CODES = /^(08...|57P0[1-3]|53300)$/;
/** What the driver says of a connection that broke; it gives no code. */
const BROKEN = /^Connection terminated/;

/** What an error means if the database cannot be reached now; null for any other error. */
export function databaseAway(error: unknown): Unavailable | null {
  return isAway(error)
    ? new Unavailable('The database cannot be reached now. Try again in a moment.', {}, { cause: error })
    : null;
}

function isAway(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError))
    return BROKEN.test((error as Error | null)?.message ?? '');
  const { cause } = (error.meta?.driverAdapterError ?? {}) as { cause?: { kind?: string; originalCode?: string } };
  return KINDS.has(cause?.kind ?? '') || CODES.test(cause?.originalCode ?? '');
}
