import { DynamicModule, Logger, Module } from '@nestjs/common';
import { Config } from '#graft/config';
import { OpenedDatabase, type JobKind } from '#graft/database';
import { EventStreams } from './event-streams.js';
import { EventFeeds } from './event-feeds.js';
import { JobEvents } from './events.js';
import { Jobs } from './jobs.js';
import { Queue } from './queue.js';
import { Worker, WORK } from './worker.js';

async function openQueue(opened: OpenedDatabase, config: Config): Promise<Queue> {
  const logger = new Logger(Queue.name);
  return Queue.open(opened, config.databaseUrl, (error) =>
    logger.error({ err: error }, 'pg-boss reported an error; the job stays queued'),
  );
}

@Module({})
export class JobsModule {
  /** @param options.work the kinds of jobs that this process works, where it has a handler for them */
  static forRoot({ work }: { work: readonly JobKind[] }): DynamicModule {
    return {
      module: JobsModule,
      global: true,
      providers: [
        { provide: Queue, inject: [OpenedDatabase, Config], useFactory: openQueue },
        { provide: WORK, useValue: work },
        JobEvents,
        EventFeeds,
        Jobs,
        EventStreams,
        Worker,
      ],
      exports: [EventStreams, Jobs],
    };
  }
}
