import { Module } from '@nestjs/common';
import { ZooModule } from '#graft/zoo';
import { StarterZoo } from './starter-zoo.js';

/** The networks that come with Graft: reads the folder `starter`, and publishes what a zoo has not had. */
@Module({ imports: [ZooModule], providers: [StarterZoo], exports: [StarterZoo] })
export class StarterModule {}
