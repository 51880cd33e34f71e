import { Module } from '@nestjs/common';
import { AliasesController } from './aliases.controller.js';
import { Aliases } from './aliases.js';
import { LineageTree } from './lineage.js';
import { ModelsController } from './models.controller.js';
import { Publishing } from './publishing.js';
import { References } from './references.js';
import { Retraction } from './retraction.js';
import { ZooRoots } from './roots.js';
import { SearchCounts } from './search-counts.js';
import { Search } from './search.js';
import { VersionsController } from './versions.controller.js';
import { Versions } from './versions.js';

/** Models and their versions: browsing, publishing, taking back. */
@Module({
  controllers: [ModelsController, VersionsController, AliasesController],
  providers: [Aliases, LineageTree, Publishing, References, Retraction, Search, SearchCounts, Versions, ZooRoots],
  exports: [LineageTree, Publishing, References, Search],
})
export class ZooModule {}
