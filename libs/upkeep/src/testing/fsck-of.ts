import type { Config } from '#graft/config';
import type { Database } from '#graft/database';
import type { BlobRoots, BlobStore } from '#graft/storage';
import { Rederivation } from '#graft/imports';
import { Fsck } from '../fsck.js';
import { Mending } from '../mending.js';

/** The check of a zoo that a spec has opened. */
export function fsckOf({ database, blobs, roots, config }: Parts): Fsck {
  return new Fsck(database, blobs, roots, new Mending(database, blobs, config, new Rederivation(config)));
}

interface Parts {
  database: Database;
  blobs: BlobStore;
  roots: BlobRoots;
  config: Config;
}
