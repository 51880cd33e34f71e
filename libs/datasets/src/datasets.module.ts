import { Module } from '@nestjs/common';
import { AdmissionModule } from '#graft/admission';
import { UploadsModule } from '#graft/uploads';
import { ArrivalsController } from './arrivals.controller.js';
import { Arrivals } from './arrivals.js';
import { DatasetsController } from './datasets.controller.js';
import { Datasets } from './datasets.js';
import { Pictures } from './pictures.js';
import { SampleController } from './sample.controller.js';
import { DatasetVersionsController } from './versions.controller.js';

@Module({
  imports: [AdmissionModule, UploadsModule],
  // `sample` and `arrivals` are no owners: their routes come before those with one.
  controllers: [SampleController, ArrivalsController, DatasetsController, DatasetVersionsController],
  providers: [Datasets, Arrivals, Pictures],
  exports: [Datasets, Arrivals],
})
export class DatasetsModule {}
