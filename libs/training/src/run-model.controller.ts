import { Controller, Get, HttpCode, Param, Post, Query, Req, Res, type Type } from '@nestjs/common';
import {
  ApiConsumes,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
  IntersectionType,
  PickType,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentCaller, Needs, type Caller, IdPath } from '#graft/accounts';
import { Asks, visitorOf } from '#graft/admission';
import {
  CompanionPath,
  CutQuery,
  type ExportFormat,
  exportQuery,
  ExportRoute,
  Exports,
  filePath,
  ImagePredictionResponse,
  PredictQuery,
  Predictions,
  ShardPath,
  TestPath,
} from '#graft/serving';
import { sendContent } from '#graft/storage';
import { Runs } from './runs.js';

class RunCompanionPath extends IntersectionType(IdPath, PickType(CompanionPath, ['format', 'companion'])) {}

class RunTestPath extends IntersectionType(IdPath, PickType(TestPath, ['format', 'kind'])) {}

class RunShardPath extends IntersectionType(IdPath, PickType(ShardPath, ['shard'])) {}

/** Uses what a run made before it has a name. */
@ApiTags('fine-tune')
@Needs('read')
@Controller('runs/:id')
export class RunModelController {
  constructor(
    private readonly runs: Runs,
    private readonly exports: Exports,
    private readonly predictions: Predictions,
  ) {}

  @ApiOperation({ summary: 'Predicts labels with probabilities for each image, by the model of a run' })
  @ApiConsumes('multipart/form-data', 'image/*')
  @ApiOkResponse({ type: [ImagePredictionResponse] })
  @Post('predict')
  @Asks('models')
  @HttpCode(200)
  async predict(
    @CurrentCaller() caller: Caller,
    @Param() { id }: IdPath,
    @Query() query: PredictQuery,
    @Req() request: Request,
  ): Promise<ImagePredictionResponse[]> {
    return this.predictions.answer(request, await this.runs.artifact(caller, id), query);
  }

  @ApiOperation({ summary: 'Beside the model: an image to test it with, and the scores that the model gives to it' })
  @ApiProduces('image/png', 'application/json')
  @Get(':format/test.:kind')
  @Asks('models')
  async test(
    @CurrentCaller() caller: Caller,
    @Param() { id, kind }: RunTestPath,
    @Query() query: CutQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const artifact = await this.runs.artifact(caller, id);
    await sendContent(request, response, await this.exports.test(visitorOf(request), artifact, kind, query), 'private');
  }

  @ApiOperation({
    summary: 'Files next to the model: the class names, one per output; and the preprocessing for its input size',
  })
  @ApiProduces('application/json')
  @Get(':format/:companion.json')
  async companion(
    @CurrentCaller() caller: Caller,
    @Param() { id, companion }: RunCompanionPath,
    @Query() query: CutQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const artifact = await this.runs.artifact(caller, id);
    await sendContent(request, response, await this.exports.companion(artifact, companion, query), 'private');
  }

  @ApiOperation({ summary: 'Weight files that model.json lists' })
  @ApiProduces('application/octet-stream')
  @Get('tfjs/:shard')
  async tfjsShard(
    @CurrentCaller() caller: Caller,
    @Param() { id, shard }: RunShardPath,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const content = this.exports.tfjsShard(await this.runs.artifact(caller, id), shard);
    await sendContent(request, response, content, 'private');
  }
}

/** Sends the files of a run's model in one format. */
export function runFormatController(format: ExportFormat): Type {
  class FilePath extends filePath(format, IdPath) {}
  class FileQuery extends exportQuery(format) {}

  @ApiTags('fine-tune')
  @Needs('read')
  @Controller('runs/:id')
  class RunFormatController {
    constructor(
      private readonly runs: Runs,
      private readonly exports: Exports,
    ) {}

    @ExportRoute(format, 'RunModel', `A run's model as ${format.texts.as}, with or without its top`)
    async file(
      @CurrentCaller() caller: Caller,
      @Param() { id, format: extension }: FilePath,
      @Query() query: FileQuery,
      @Req() request: Request,
      @Res() response: Response,
    ): Promise<void> {
      const artifact = await this.runs.artifact(caller, id);
      const content = await this.exports.file(visitorOf(request), artifact, { format, extension }, query);
      await sendContent(request, response, content, 'private');
    }
  }
  return RunFormatController;
}
