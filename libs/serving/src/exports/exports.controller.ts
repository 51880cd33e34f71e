import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Caller, CurrentCaller, Public } from '#graft/accounts';
import { Asks, visitorOf } from '#graft/admission';
import { CompanionPath, OriginalPath, ShardPath, TestPath } from './paths.js';
import { CutQuery } from './query.js';
import { Downloads } from './downloads.js';
import { Exports } from './exports.js';
import { References, type Resolved, VersionPath } from '#graft/zoo';

/** What is next to a version's model: its companions, the weights that TF.js reads, the files that were uploaded. */
@ApiTags('load')
@Public()
@Controller('models/:owner/:name/versions/:ref')
export class ExportController {
  constructor(
    private readonly references: References,
    private readonly exports: Exports,
    private readonly downloads: Downloads,
  ) {}

  @ApiOperation({ summary: 'An uploaded file of the model' })
  @ApiProduces('application/octet-stream')
  @Get('original/*path')
  async original(
    @Param() { path, ...ref }: OriginalPath,
    @CurrentCaller() caller: Caller | null,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const version = await this.resolve(ref, caller);
    await this.downloads.sendModel(request, response, version, this.exports.original(version.manifest.original, path));
  }

  @ApiOperation({ summary: 'Beside the model: an image to test it with, and the scores that the model gives to it' })
  @ApiProduces('image/png', 'application/json')
  @Get(':format/test.:kind')
  @Asks('models')
  async test(
    @Param() { kind, ...path }: TestPath,
    @Query() query: CutQuery,
    @CurrentCaller() caller: Caller | null,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const version = await this.resolve(path, caller);
    const content = await this.exports.test(visitorOf(request), version.manifest.artifact, kind, query);
    await this.downloads.send(request, response, version, content);
  }

  @ApiOperation({
    summary: 'Files next to the model: the class names, one per output; and the preprocessing for its input size',
  })
  @ApiProduces('application/json')
  @Get(':format/:companion.json')
  async companion(
    @Param() { companion, ...path }: CompanionPath,
    @Query() query: CutQuery,
    @CurrentCaller() caller: Caller | null,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const version = await this.resolve(path, caller);
    const content = await this.exports.companion(version.manifest.artifact, companion, query);
    await this.downloads.send(request, response, version, content);
  }

  @ApiOperation({ summary: 'Weight files that model.json lists' })
  @ApiProduces('application/octet-stream')
  @Get('tfjs/:shard')
  async tfjsShard(
    @Param() path: ShardPath,
    @CurrentCaller() caller: Caller | null,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const version = await this.resolve(path, caller);
    await this.downloads.send(
      request,
      response,
      version,
      this.exports.tfjsShard(version.manifest.artifact, path.shard),
    );
  }

  private resolve({ owner, name, ref }: VersionPath, caller: Caller | null): Promise<Resolved> {
    return this.references.version(owner, name, ref, caller);
  }
}
