import type { Transaction } from '#graft/database';
import type { Digest } from './blob.js';

/** A blob that something needs; its size, in bytes, where that is known. */
export interface Need {
  digest: Digest;
  size?: number;
}

/** A blob, and the name of something that needs it: `ada/pets@3`, `run:…`, `import:…`, `dataset:ada/photos@1`. */
export interface BlobUser {
  digest: Digest;
  ref: string;
}

/** What one library needs of the blob store. */
export interface BlobRoot {
  /** Every blob that is needed now, perhaps more than once; reads the database again at each call. */
  needs(): AsyncIterable<Need>;
  /** What needs these blobs. @param tx the transaction to ask in; none if left out. */
  users(digests: readonly Digest[], tx?: Transaction): Promise<BlobUser[]>;
}

/**
 * Which blobs are needed. Each library that stores blobs registers a root as it starts; a sweep deletes what no root
 * needs. A library that is missing here would lose its blobs, so the sweep asks for it by name.
 */
export class BlobRoots {
  private readonly roots = new Map<string, BlobRoot>();

  /** @param name what needs the blobs, e.g. `datasets`. */
  register(name: string, root: BlobRoot): void {
    this.roots.set(name, root);
  }

  names(): string[] {
    return [...this.roots.keys()];
  }

  /** Every blob that is needed now, perhaps more than once. */
  async *needs(): AsyncIterable<Need> {
    for (const root of this.roots.values()) yield* root.needs();
  }

  /** The names of all that needs each of these blobs; an empty list where nothing does. */
  async users(digests: readonly Digest[], tx?: Transaction): Promise<Map<Digest, string[]>> {
    const found = new Map<Digest, Set<string>>(digests.map((digest) => [digest, new Set()]));
    if (digests.length > 0)
      for (const root of this.roots.values())
        for (const { digest, ref } of await root.users(digests, tx)) found.get(digest)?.add(ref);
    return new Map([...found].map(([digest, refs]) => [digest, [...refs].sort()]));
  }
}

/** The blob references, `{ digest, size }`, that a value of plain data holds at any depth, as JSON columns keep them. */
export function* needsIn(value: unknown): Iterable<Need> {
  if (typeof value !== 'object' || value === null) return;
  const { digest, size } = value as { digest?: unknown; size?: unknown };
  if (typeof digest === 'string' && typeof size === 'number' && /^sha256:[0-9a-f]{64}$/.test(digest))
    yield { digest: digest as Digest, size };
  for (const member of Object.values(value)) yield* needsIn(member);
}
