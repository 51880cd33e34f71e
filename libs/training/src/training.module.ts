import { Module, type OnModuleInit } from '@nestjs/common';
import { Database } from '#graft/database';
import { DatasetsModule } from '#graft/datasets';
import { BlobRoots, digestsIn } from '#graft/storage';
import { ZooModule } from '#graft/zoo';
import { RunModelController } from './run-model.controller.js';
import { RunPublishing } from './run-publishing.js';
import { RunHandler } from './run.handler.js';
import { RunsController } from './runs.controller.js';
import { Runs } from './runs.js';

@Module({
  imports: [DatasetsModule, ZooModule],
  controllers: [RunsController, RunModelController],
  providers: [Runs, RunPublishing, RunHandler],
  exports: [Runs],
})
export class TrainingModule implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly roots: BlobRoots,
  ) {}

  /** What runs made, and where they stopped, is needed as long as they are there. */
  onModuleInit(): void {
    const { database } = this;
    this.roots.register('runs', async function* () {
      for (const run of await database.run.findMany({ select: { artifact: true, checkpoint: true } }))
        yield* digestsIn(run);
    });
  }
}
