import type { DynamicModule } from '@nestjs/common';
import { Config } from '#graft/config';
import { BlobHolds } from './blob-holds.js';
import { BlobRoots } from './blob-roots.js';
import { BlobStore } from './blob-store.js';
import { openBlobStore } from './open-blob-store.js';

/** Nest's module as plain data, without its decorators: child processes load this library, too. */
export const StorageModule: DynamicModule = {
  module: class StorageModule {},
  global: true,
  providers: [
    { provide: BlobStore, useFactory: openBlobStore, inject: [Config] },
    { provide: BlobHolds, useFactory: (blobs: BlobStore) => new BlobHolds(blobs), inject: [BlobStore] },
    BlobRoots,
  ],
  exports: [BlobStore, BlobHolds, BlobRoots],
};
