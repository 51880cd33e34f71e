import type { Digest } from './blob-store.js';

/**
 * Who needs which blobs. Every library that stores blobs registers, as it starts, where the digests it needs are found;
 * what nobody needs is swept. A library that is missing here loses its blobs, so the sweep asks for it by name.
 */
export class BlobRoots {
  private readonly sources = new Map<string, () => AsyncIterable<Digest>>();

  /** @param name what needs the blobs, e.g. `datasets`. @param digests reads them anew whenever it is called. */
  register(name: string, digests: () => AsyncIterable<Digest>): void {
    this.sources.set(name, digests);
  }

  names(): string[] {
    return [...this.sources.keys()];
  }

  /** Every blob that somebody needs now, perhaps more than once. */
  async *digests(): AsyncIterable<Digest> {
    for (const source of this.sources.values()) yield* source();
  }
}

/** The digests that a value of plain data mentions at any depth: blob references as JSON columns hold them. */
export function* digestsIn(value: unknown): Iterable<Digest> {
  if (typeof value === 'string') {
    if (/^sha256:[0-9a-f]{64}$/.test(value)) yield value as Digest;
  } else if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) yield* digestsIn(member);
  }
}
