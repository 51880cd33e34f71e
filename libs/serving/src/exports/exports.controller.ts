import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Caller, CurrentCaller, Public } from '#graft/accounts';
import { Asks, visitorOf } from '#graft/admission';
import { Database } from '#graft/database';
import { type Content, sendContent } from '#graft/storage';
import { CutQuery, OnnxQuery } from './options.js';
import { CompanionPath, KerasPath, OriginalPath, ShardPath } from './paths.js';
import { Exports } from './exports.js';
import { References, type Resolved, VersionPath } from '#graft/zoo';

/** Loads a version as it is: into TF.js, ONNX Runtime, or as the files that were uploaded. */
@ApiTags('load')
@Public()
@Controller('models/:owner/:name/versions/:ref')
export class ExportController {
  constructor(
    private readonly references: References,
    private readonly exports: Exports,
    private readonly database: Database,
  ) {}

  @ApiOperation({ summary: 'A file as it was uploaded' })
  @ApiProduces('application/octet-stream')
  @Get('original/*path')
  async original(
    @Param() { path, ...ref }: OriginalPath,
    @CurrentCaller() caller: Caller | null,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const version = await this.resolve(ref, caller);
    await this.download(request, response, version, this.exports.original(version.manifest.original, path));
  }

  @ApiOperation({ summary: 'A TF.js layers model that `tf.loadLayersModel` loads, with or without its top' })
  @ApiProduces('application/json')
  @Get('tfjs/model.json')
  @Asks('models')
  async tfjsModel(
    @Param() path: VersionPath,
    @Query() query: CutQuery,
    @CurrentCaller() caller: Caller | null,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const version = await this.resolve(path, caller);
    await this.download(
      request,
      response,
      version,
      await this.exports.tfjsModel(visitorOf(request), version.manifest.artifact, query),
    );
  }

  @ApiOperation({
    summary:
      'Beside the model: names of the classes, one an output unit; and how an image of its size becomes the input',
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
    await this.send(request, response, version, content);
  }

  @ApiOperation({ summary: 'Weights, as model.json names them' })
  @ApiProduces('application/octet-stream')
  @Get('tfjs/:shard')
  async tfjsShard(
    @Param() path: ShardPath,
    @CurrentCaller() caller: Caller | null,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const version = await this.resolve(path, caller);
    await this.send(request, response, version, this.exports.tfjsShard(version.manifest.artifact, path.shard));
  }

  @ApiOperation({ summary: 'An ONNX model, with or without its top' })
  @ApiProduces('application/octet-stream')
  @Get('onnx/model.onnx')
  @Asks('models')
  async onnx(
    @Param() path: VersionPath,
    @Query() query: OnnxQuery,
    @CurrentCaller() caller: Caller | null,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const version = await this.resolve(path, caller);
    await this.download(
      request,
      response,
      version,
      await this.exports.onnx(visitorOf(request), version.manifest.artifact, query),
    );
  }

  @ApiOperation({ summary: 'A Keras model, HDF5 or `.keras`, that Keras 2 and 3 load, with or without its top' })
  @ApiProduces('application/octet-stream')
  @Get('keras/model.:format')
  @Asks('models')
  async keras(
    @Param() { format, ...path }: KerasPath,
    @Query() query: CutQuery,
    @CurrentCaller() caller: Caller | null,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const version = await this.resolve(path, caller);
    const content = await this.exports.keras(visitorOf(request), version.manifest.artifact, query, format);
    await this.download(request, response, version, content);
  }

  private resolve({ owner, name, ref }: VersionPath, caller: Caller | null): Promise<Resolved> {
    return this.references.version(owner, name, ref, caller);
  }

  private send(request: Request, response: Response, { model, warning }: Resolved, content: Content): Promise<boolean> {
    if (warning !== undefined) response.set('Warning', `299 graft ${JSON.stringify(warning).replace(/[^ -~]/g, '?')}`);
    return sendContent(request, response, content, model.visibility);
  }

  private async download(request: Request, response: Response, version: Resolved, content: Content): Promise<void> {
    if (!(await this.send(request, response, version, content))) return;
    // Not through the model, whose `updatedAt` would move.
    await this.database
      .$executeRaw`UPDATE "Model" SET "downloads" = "downloads" + 1 WHERE "id" = ${version.model.id}::uuid`;
  }
}
