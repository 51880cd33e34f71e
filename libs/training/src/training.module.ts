import { Module } from '@nestjs/common';
import { DatasetsModule } from '#graft/datasets';
import { ServingModule } from '#graft/serving';
import { ZooModule } from '#graft/zoo';
import { RunModelController } from './run-model.controller.js';
import { RunPublishing } from './run-publishing.js';
import { RunRoots } from './run-roots.js';
import { RunHandler } from './run.handler.js';
import { RunsController } from './runs.controller.js';
import { Runs } from './runs.js';
import { VersionEvaluationController } from './version-evaluation.controller.js';
import { VersionEvaluations } from './version-evaluations.js';

/** Fine-tuning: runs, from what is asked for to a published model. */
@Module({
  imports: [DatasetsModule, ServingModule, ZooModule],
  controllers: [RunsController, RunModelController, VersionEvaluationController],
  providers: [Runs, RunPublishing, RunHandler, RunRoots, VersionEvaluations],
  exports: [Runs],
})
export class TrainingModule {}
