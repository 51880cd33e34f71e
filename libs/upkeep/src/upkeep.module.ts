import { Module } from '@nestjs/common';
import { FsckController } from './fsck.controller.js';
import { Fsck } from './fsck.js';
import { FsckTask } from './fsck-task.js';

/** Looks after what is stored: checks that it is whole. */
@Module({
  controllers: [FsckController],
  providers: [Fsck, FsckTask],
})
export class UpkeepModule {}
