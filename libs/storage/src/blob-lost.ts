import { Unavailable } from '#graft/problems';
import type { Digest } from './blob.js';

/** A blob is not in the store, or its bytes are no longer those that were put there. */
export class BlobLost extends Unavailable {
  constructor(digest: Digest, what: string, options?: ErrorOptions) {
    super(
      `The blob ${digest} ${what}. Run \`graft fsck\` to see what uses it, and \`graft fsck --mend\` to restore it.`,
      { where: digest },
      options,
    );
  }

  static missing = (digest: Digest) => new BlobLost(digest, 'is not in the store');
  static damaged = (digest: Digest, received: string) =>
    new BlobLost(digest, `is damaged in the store: its bytes have the sha256 ${received}`);
}

/** What the disk cannot read is as lost as bytes that have changed; any other error is passed on. */
export function asLost(error: unknown, digest: Digest): unknown {
  if ((error as NodeJS.ErrnoException).code !== 'EIO') return error;
  return new BlobLost(digest, `cannot be read from the disk: ${(error as Error).message}`, { cause: error });
}
