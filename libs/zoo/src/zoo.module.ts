import { Module } from '@nestjs/common';
import { AdmissionModule } from '#graft/admission';
import { UploadsModule } from '#graft/uploads';
import { AliasesController } from './aliases.controller.js';
import { Aliases } from './aliases.js';
import { ApplicationsController } from './applications.controller.js';
import { CatalogueController } from './catalogue.controller.js';
import { ExportController } from './export.controller.js';
import { Exports } from './exports.js';
import { ImportHandler } from './import.handler.js';
import { ImportsController } from './imports.controller.js';
import { Imports } from './imports.js';
import { IndexingRecords } from './indexing-records.js';
import { IndexingHandler } from './indexing.handler.js';
import { LineageTree } from './lineage.js';
import { ModelPool } from './model-pool.js';
import { ModelsController } from './models.controller.js';
import { Outlines } from './outlines.js';
import { PredictController } from './predict.controller.js';
import { Predictions } from './predictions.js';
import { Publishing } from './publishing.js';
import { Rederivation } from './rederive.js';
import { References } from './references.js';
import { Retraction } from './retraction.js';
import { SearchCounts } from './search-counts.js';
import { Search } from './search.js';
import { VersionsController } from './versions.controller.js';
import { Versions } from './versions.js';
import { ZooRoots } from './zoo-roots.js';

/** Models: browsing, loading, importing, publishing. */
@Module({
  imports: [AdmissionModule, UploadsModule],
  controllers: [
    ModelsController,
    VersionsController,
    AliasesController,
    ExportController,
    PredictController,
    ImportsController,
    CatalogueController,
    ApplicationsController,
  ],
  providers: [
    Aliases,
    Exports,
    ImportHandler,
    Imports,
    IndexingHandler,
    IndexingRecords,
    LineageTree,
    ModelPool,
    Outlines,
    Predictions,
    Publishing,
    Rederivation,
    References,
    Retraction,
    Search,
    SearchCounts,
    Versions,
    ZooRoots,
  ],
  exports: [Exports, LineageTree, ModelPool, Outlines, Predictions, Publishing, Rederivation, References, Search],
})
export class ZooModule {}
