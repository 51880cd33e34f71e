import { Global, Inject, Module, OnApplicationShutdown } from '@nestjs/common';
import { Config } from '#graft/config';
import { Database, openDatabase, OpenedDatabase } from './database.js';

/** One open database a process, closed last: what uses it stops in `onModuleDestroy` or `beforeApplicationShutdown`. */
@Global()
@Module({
  providers: [
    { provide: OpenedDatabase, inject: [Config], useFactory: (config: Config) => openDatabase(config) },
    { provide: Database, inject: [OpenedDatabase], useFactory: (opened: OpenedDatabase) => opened.database },
  ],
  exports: [OpenedDatabase, Database],
})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(@Inject(OpenedDatabase) private readonly opened: OpenedDatabase) {}

  onApplicationShutdown(): Promise<void> {
    return this.opened.close();
  }
}
