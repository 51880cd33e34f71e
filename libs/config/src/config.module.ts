import { DynamicModule, Global, Module } from '@nestjs/common';
import { Config, loadConfig } from './config.js';

@Global()
@Module({ providers: [{ provide: Config, useFactory: () => loadConfig() }], exports: [Config] })
export class ConfigModule {
  /** With settings that were read already, as the server's entrance does to refuse wrong ones before anything starts. */
  static of(config: Config): DynamicModule {
    return { module: ConfigModule, providers: [{ provide: Config, useValue: config }], exports: [Config] };
  }
}
