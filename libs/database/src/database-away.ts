import { Unavailable } from '#graft/problems';
import { Prisma } from './generated/client.js';

/** Prisma's names for a connection that cannot be made or has broken. */
const KINDS = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections']);
/**
 * Postgres' codes for the same: connection exceptions, and a server that stops, recovers or starts
 * (https://www.postgresql.org/docs/current/errcodes-appendix.html).
 */
const CODES = /^(08...|57P0[1-3]|53300)$/;
/** What the driver and its pool say of a connection that broke or that they could not make; they give no code. */
const BROKEN =
  /Connection terminated|is not queryable|timeout (expired|exceeded when trying to connect)|Query read timeout/;
/**
 * Prisma's codes for the same, and for a transaction that could not begin in time or whose connection was lost
 * (https://www.prisma.io/docs/orm/reference/error-reference).
 */
const PRISMA_CODES = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2037']);

/** What an error means if the database cannot be reached now; null for any other error. */
export function databaseAway(error: unknown): Unavailable | null {
  return isAway(error)
    ? new Unavailable('The database cannot be reached now. Try again in a moment.', {}, { cause: error })
    : null;
}

function isAway(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError))
    return BROKEN.test((error as Error | null)?.message ?? '');
  if (PRISMA_CODES.has(error.code)) return true;
  const { cause } = (error.meta?.driverAdapterError ?? {}) as { cause?: { kind?: string; originalCode?: string } };
  return KINDS.has(cause?.kind ?? '') || CODES.test(cause?.originalCode ?? '');
}
