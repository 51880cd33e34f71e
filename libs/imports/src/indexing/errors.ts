import { mayPass, Problem } from '#graft/problems';
import { ObjectUnreadable } from '#graft/storage';

/**
 * What an error says about the model that was being read: it is refused until its bytes or its reader change, or it was not
 * read this time.
 * @throws the error where it says nothing about the model: the disk is full, the blob store is unavailable, the operating system
 * refuses something
 */
export function findingOf(error: unknown): { refused: string } | { failed: string } {
  if (error instanceof ObjectUnreadable) return { failed: error.detail };
  if (error instanceof Problem ? mayPass(error) : isOfTheSystem(error)) throw error;
  return { refused: error instanceof Error ? error.message : String(error) };
}

/** Errors of Node and of parsers have a `code` too, but only those of the operating system have a number and a call. */
function isOfTheSystem(error: unknown): boolean {
  const { errno, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  return typeof errno === 'number' && typeof syscall === 'string';
}
