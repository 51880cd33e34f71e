import { Module } from '@nestjs/common';
import { ServingModule } from '#graft/serving';
import { UploadsModule } from '#graft/uploads';
import { ZooModule } from '#graft/zoo';
import { ApplicationsController } from './applications.controller.js';
import { CatalogueController } from './catalogue/catalogue.controller.js';
import { ImportHandler } from './handler.js';
import { ImportsController } from './imports.controller.js';
import { Imports } from './imports.js';
import { IndexingHandler } from './indexing/handler.js';
import { IndexingRecords } from './indexing/records.js';
import { Rederivation } from './rederive.js';
import { ImportRoots } from './roots.js';

/** Models on their way into the zoo. */
@Module({
  imports: [ServingModule, UploadsModule, ZooModule],
  controllers: [ImportsController, CatalogueController, ApplicationsController],
  providers: [ImportHandler, ImportRoots, Imports, IndexingHandler, IndexingRecords, Rederivation],
  exports: [Rederivation],
})
export class ImportsModule {}
