import { DynamicModule, Module } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { AccountsModule } from '#graft/accounts';
import { Config, ConfigModule } from '#graft/config';
import { DatabaseModule } from '#graft/database';
import { DatasetsModule } from '#graft/datasets';
import { JobsModule } from '#graft/jobs';
import { StorageModule } from '#graft/storage';
import { TrainingModule } from '#graft/training';
import { UploadsModule } from '#graft/uploads';
import { ZooModule } from '#graft/zoo';
import { Heartbeat } from './heartbeat.js';

/** Takes runs off the queue; no web, no imports. */
@Module({})
export class TrainerModule {
  static of(config: Config): DynamicModule {
    return {
      module: TrainerModule,
      imports: [
        ConfigModule.of(config),
        LoggerModule.forRoot({ pinoHttp: [{ level: config.logLevel }, process.stderr] }),
        DatabaseModule,
        StorageModule,
        AccountsModule,
        JobsModule.forRoot({ work: ['run'] }),
        UploadsModule,
        DatasetsModule,
        ZooModule,
        TrainingModule,
      ],
      providers: [Heartbeat],
    };
  }
}
