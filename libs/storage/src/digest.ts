import { createHash } from 'node:crypto';
import { InvalidInput } from '#graft/problems';
import type { BlobRef, Digest } from './blob.js';
import { updateWhole } from './read-whole.js';

export const digestOf = (bytes: Uint8Array): Digest =>
  `sha256:${updateWhole(createHash('sha256'), bytes).digest('hex')}`;

/** The 64 hex digits of a digest. @throws InvalidInput for anything else, so that no digest can name a path. */
function hexOf(digest: Digest): string {
  const hex = /^sha256:([0-9a-f]{64})$/.exec(digest)?.[1];
  if (hex === undefined)
    throw new InvalidInput('The text is not a digest.', {
      received: digest,
      accepted: 'sha256: and 64 lower-case hex digits',
    });
  return hex;
}

/** Where a blob lies in its folder or bucket: 256 folders, so that none grows too large. */
export const placeOf = (digest: Digest): string => `${hexOf(digest).slice(0, 2)}/${hexOf(digest)}`;

/** The digest of a blob lying at this place; null for anything else. */
export function digestAt(place: string): Digest | null {
  const [, folder, hex] = /^([0-9a-f]{2})\/([0-9a-f]{64})$/.exec(place) ?? [];
  return hex !== undefined && hex.startsWith(folder!) ? `sha256:${hex}` : null;
}

/** @throws InvalidInput if bytes are not the ones that were announced. */
export function assertExpected(received: BlobRef, expected: Partial<BlobRef>): void {
  if (expected.size !== undefined && expected.size !== received.size)
    throw new InvalidInput(`Expected ${expected.size} bytes, received ${received.size}.`, {
      received: received.size,
      accepted: expected.size,
    });
  if (expected.digest !== undefined && expected.digest !== received.digest)
    throw new InvalidInput('The bytes are not the expected ones: their sha256 differs.', {
      received: received.digest,
      accepted: expected.digest,
    });
}
