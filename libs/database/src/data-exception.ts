import { InvalidInput } from '#graft/problems';
import { Prisma } from './generated/client.js';

/** Prisma's codes for values that a column cannot hold: too long, out of range, not of its type. */
const PRISMA_CODES = new Set(['P2000', 'P2020', 'P2023']);

/**
 * What it means if the database refused a value: Postgres' class 22, "data exception"
 * (https://www.postgresql.org/docs/current/errcodes-appendix.html). Null for any other error.
 */
export function dataException(error: unknown): InvalidInput | null {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return null;
  const { cause } = (error.meta?.driverAdapterError ?? {}) as { cause?: { originalCode?: string } };
  if (!PRISMA_CODES.has(error.code) && !cause?.originalCode?.startsWith('22')) return null;
  return new InvalidInput('A value in the request is outside the range that the database can store.');
}
