import { DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { ThrottlerGuard, ThrottlerModule } from '@nestjs/throttler';
import { LoggerModule } from 'nestjs-pino';
import { AccountsModule } from '#graft/accounts';
import { Config, ConfigModule } from '#graft/config';
import { DatabaseModule, type JobKind } from '#graft/database';
import { DatasetsModule } from '#graft/datasets';
import { ImportsModule } from '#graft/imports';
import { JobsModule } from '#graft/jobs';
import { ServingModule } from '#graft/serving';
import { StarterModule } from '#graft/starter';
import { StorageModule } from '#graft/storage';
import { TrainingModule } from '#graft/training';
import { UploadsModule } from '#graft/uploads';
import { UpkeepModule } from '#graft/upkeep';
import { ZooModule } from '#graft/zoo';
import { Engines } from './engines.js';
import { HealthController } from './health.controller.js';
import { logging } from './logging.js';
import { Metrics, MetricsController } from './metrics.js';
import { ProblemFilter } from './problem.filter.js';
import { rateLimits } from './rate-limit.js';

@Module({})
export class AppModule {
  static of(config: Config): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.of(config),
        LoggerModule.forRoot(logging(config)),
        // Before the accounts' guard: a flood of wrong tokens is limited, too.
        ThrottlerModule.forRoot(rateLimits(config)),
        DatabaseModule,
        StorageModule,
        AccountsModule,
        JobsModule.forRoot({ work: workedKinds(config) }),
        UploadsModule,
        DatasetsModule,
        ZooModule,
        ServingModule,
        ImportsModule,
        StarterModule,
        TrainingModule,
        UpkeepModule,
      ],
      controllers: [HealthController, MetricsController],
      providers: [
        { provide: Engines, useFactory: () => new Engines() },
        Metrics,
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_GUARD, useClass: ThrottlerGuard },
      ],
    };
  }
}

/** What arrives is the server's own work; runs only where no trainer of their own takes them. */
const workedKinds = (config: Config): JobKind[] => [
  ...(['import', 'index', 'arrival'] as const),
  ...(config.trainer || !config.databaseUrl ? (['run'] as const) : []),
];
