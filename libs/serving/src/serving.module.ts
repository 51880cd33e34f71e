import { Module } from '@nestjs/common';
import { AdmissionModule } from '#graft/admission';
import { ZooModule } from '#graft/zoo';
import { Downloads } from './exports/downloads.js';
import { ExportController } from './exports/exports.controller.js';
import { Exports } from './exports/exports.js';
import { formatController } from './exports/format.controller.js';
import { exportFormats } from './exports/formats/index.js';
import { LayersController } from './layers.controller.js';
import { Outlines } from './outlines.js';
import { ModelPool } from './pool/model-pool.js';
import { PredictController } from './predictions/predictions.controller.js';
import { Predictions } from './predictions/predictions.js';

/** Loads and runs models: exports, predictions, layer tables. */
@Module({
  imports: [AdmissionModule, ZooModule],
  // The files of each format come before the companions, whose route would take `tfjs/model.json` for one.
  controllers: [...exportFormats.map(formatController), ExportController, LayersController, PredictController],
  providers: [Downloads, Exports, ModelPool, Outlines, Predictions],
  exports: [Exports, ModelPool, Outlines, Predictions],
})
export class ServingModule {}
