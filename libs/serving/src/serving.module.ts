import { Module } from '@nestjs/common';
import { AdmissionModule } from '#graft/admission';
import { ZooModule } from '#graft/zoo';
import { ExportController } from './exports/exports.controller.js';
import { Exports } from './exports/exports.js';
import { LayersController } from './layers.controller.js';
import { Outlines } from './outlines.js';
import { ModelPool } from './pool/model-pool.js';
import { PredictController } from './predictions/predictions.controller.js';
import { Predictions } from './predictions/predictions.js';

/** Loads and runs models: exports, predictions, layer tables. */
@Module({
  imports: [AdmissionModule, ZooModule],
  controllers: [ExportController, LayersController, PredictController],
  providers: [Exports, ModelPool, Outlines, Predictions],
  exports: [Exports, ModelPool, Outlines, Predictions],
})
export class ServingModule {}
