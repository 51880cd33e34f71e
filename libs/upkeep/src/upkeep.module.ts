import { Module } from '@nestjs/common';
import { Database } from '#graft/database';
import { ImportsModule } from '#graft/imports';
import { BlobRoots, BlobStore, GarbageCollector } from '#graft/storage';
import { FsckController } from './fsck.controller.js';
import { Fsck } from './fsck.js';
import { FsckTask } from './fsck-task.js';
import { GcController } from './gc.controller.js';
import { Mending } from './mending.js';

/** Looks after what is stored: sweeps what nothing needs, and checks that all else is whole. */
@Module({
  imports: [ImportsModule],
  controllers: [FsckController, GcController],
  providers: [
    Fsck,
    FsckTask,
    Mending,
    {
      provide: GarbageCollector,
      useFactory: (database: Database, blobs: BlobStore, roots: BlobRoots) =>
        new GarbageCollector(database, blobs, roots),
      inject: [Database, BlobStore, BlobRoots],
    },
  ],
})
export class UpkeepModule {}
