import type { DynamicModule } from '@nestjs/common';
import { Config } from './config.js';

/** Nest's module as plain data, without its decorators: the command line and child processes load this library, too. */
export class ConfigModule {
  /** Provides settings that were read already, so that wrong ones are refused before anything starts. */
  static of(config: Config): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      providers: [{ provide: Config, useValue: config }],
      exports: [Config],
    };
  }
}
