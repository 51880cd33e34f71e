import { Controller, Param, Query, Req, Res, type Type } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Caller, CurrentCaller, Public } from '#graft/accounts';
import { visitorOf } from '#graft/admission';
import { References, VersionPath } from '#graft/zoo';
import { Downloads } from './downloads.js';
import { Exports } from './exports.js';
import type { ExportFormat } from './formats/index.js';
import { filePath } from './paths.js';
import { exportQuery } from './query.js';
import { ExportRoute } from './route.js';

/** Sends a version's files in one format. */
export function formatController(format: ExportFormat): Type {
  class FilePath extends filePath(format, VersionPath) {}
  class FileQuery extends exportQuery(format) {}

  @ApiTags('load')
  @Public()
  @Controller('models/:owner/:name/versions/:ref')
  class FormatController {
    constructor(
      private readonly references: References,
      private readonly exports: Exports,
      private readonly downloads: Downloads,
    ) {}

    @ExportRoute(format, 'Export', `${format.texts.file}, with or without its top`)
    async file(
      @Param() { owner, name, ref, format: extension }: FilePath,
      @Query() query: FileQuery,
      @CurrentCaller() caller: Caller | null,
      @Req() request: Request,
      @Res() response: Response,
    ): Promise<void> {
      const version = await this.references.version(owner, name, ref, caller);
      const { artifact } = version.manifest;
      const content = await this.exports.file(visitorOf(request), artifact, { format, extension }, query);
      await this.downloads.sendModel(request, response, version, content);
    }
  }
  return FormatController;
}
