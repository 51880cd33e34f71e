import { isStorable } from '#graft/database';
import { InvalidInput } from '#graft/problems';

/** Where a page ended: the sort's value of its last row, and its id. */
export interface Position {
  key: string;
  id: string;
}

/** Opaque to clients. It names a row and not a count, so that rows that come meanwhile shift nothing. */
export function encodeCursor(sort: string, { key, id }: Position): string {
  return Buffer.from(JSON.stringify([sort, key, id])).toString('base64url');
}

/** @throws InvalidInput for anything but a cursor of a list sorted the same way. */
export function decodeCursor(cursor: string, sort: string, holds: (key: string) => boolean): Position {
  const parts = parse(cursor);
  const [of, key, id] = parts;
  if (
    parts.length === 3 &&
    of === sort &&
    typeof key === 'string' &&
    typeof id === 'string' &&
    UUID.test(id) &&
    isStorable(key) &&
    holds(key)
  )
    return { key, id };
  throw new InvalidInput('The cursor does not belong to this list.', {
    where: 'cursor',
    received: cursor.slice(0, 100),
    accepted: `the nextCursor of a page sorted by ${sort}`,
  });
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function parse(cursor: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    return []; // not ours; the caller says so
  }
}
