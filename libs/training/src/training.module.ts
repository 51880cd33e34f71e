import { Module } from '@nestjs/common';
import { DatasetsModule } from '#graft/datasets';
import { exportFormats, ServingModule } from '#graft/serving';
import { ZooModule } from '#graft/zoo';
import { runFormatController, RunModelController } from './run-model.controller.js';
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
  // The files of each format come before the companions, whose route would take `tfjs/model.json` for one.
  controllers: [
    RunsController,
    ...exportFormats.map(runFormatController),
    RunModelController,
    VersionEvaluationController,
  ],
  providers: [Runs, RunPublishing, RunHandler, RunRoots, VersionEvaluations],
  exports: [Runs],
})
export class TrainingModule {}
