import { Controller, Get, HttpCode, Param, ParseEnumPipe, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiConsumes, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentCaller, Needs, type Caller } from '#graft/accounts';
import { Asks, visitorOf } from '#graft/admission';
import {
  type Companion,
  COMPANIONS,
  CutQuery,
  EXPORT_FORMATS,
  type ExportFormat,
  Exports,
  ImagePredictionResponse,
  KERAS_FORMATS,
  type KerasFormat,
  OnnxQuery,
  PredictQuery,
  Predictions,
} from '#graft/serving';
import { sendContent } from '#graft/storage';
import { Runs } from './runs.js';

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

  @ApiOperation({ summary: "Labels with their probabilities for each image, by a run's model" })
  @ApiConsumes('multipart/form-data', 'image/*')
  @ApiOkResponse({ type: [ImagePredictionResponse] })
  @Post('predict')
  @Asks('models')
  @HttpCode(200)
  async predict(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: PredictQuery,
    @Req() request: Request,
  ): Promise<ImagePredictionResponse[]> {
    return this.predictions.answer(request, await this.runs.artifact(caller, id), query);
  }

  @ApiOperation({ summary: "A run's model as `tf.loadLayersModel` loads it, with or without its top" })
  @ApiProduces('application/json')
  @Get('tfjs/model.json')
  @Asks('models')
  async tfjsModel(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: CutQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const artifact = await this.runs.artifact(caller, id);
    await sendContent(request, response, await this.exports.tfjsModel(visitorOf(request), artifact, query), 'private');
  }

  @ApiOperation({
    summary:
      'Beside the model: names of the classes, one an output unit; and how an image of its size becomes the input',
  })
  @ApiProduces('application/json')
  @Get(':format/:companion.json')
  async companion(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('format', new ParseEnumPipe(EXPORT_FORMATS)) _format: ExportFormat,
    @Param('companion', new ParseEnumPipe(COMPANIONS)) companion: Companion,
    @Query() query: CutQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const artifact = await this.runs.artifact(caller, id);
    await sendContent(request, response, await this.exports.companion(artifact, companion, query), 'private');
  }

  @ApiOperation({ summary: 'Weights, as model.json names them' })
  @ApiProduces('application/octet-stream')
  @Get('tfjs/:shard')
  async tfjsShard(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('shard') shard: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const content = this.exports.tfjsShard(await this.runs.artifact(caller, id), shard);
    await sendContent(request, response, content, 'private');
  }

  @ApiOperation({ summary: "A run's model as ONNX, with or without its top" })
  @ApiProduces('application/octet-stream')
  @Get('onnx/model.onnx')
  @Asks('models')
  async onnx(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: OnnxQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const artifact = await this.runs.artifact(caller, id);
    await sendContent(request, response, await this.exports.onnx(visitorOf(request), artifact, query), 'private');
  }

  @ApiOperation({
    summary: "A run's model as Keras HDF5 or `.keras`, which Keras 2 and 3 load, with or without its top",
  })
  @ApiProduces('application/octet-stream')
  @Get('keras/model.:format')
  @Asks('models')
  async keras(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('format', new ParseEnumPipe(KERAS_FORMATS)) format: KerasFormat,
    @Query() query: CutQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const artifact = await this.runs.artifact(caller, id);
    await sendContent(
      request,
      response,
      await this.exports.keras(visitorOf(request), artifact, query, format),
      'private',
    );
  }
}
