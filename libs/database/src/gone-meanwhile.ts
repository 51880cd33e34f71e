import { Conflict } from '#graft/problems';
import { Prisma } from './generated/client.js';

/** Prisma's code for a row that names another one that is not there. */
const NO_SUCH_ROW = 'P2003';

/**
 * What it means if a row could not be written because what it names was deleted after the request was checked. Null for any
 * other error.
 */
export function goneMeanwhile(error: unknown): Conflict | null {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== NO_SUCH_ROW) return null;
  return new Conflict(
    'Something that this request needs was deleted in the meantime. Check what still exists, then try again.',
  );
}
