import { Controller, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Asks } from '#graft/admission';
import { type Caller, CurrentCaller, Public } from '#graft/accounts';
import { ImagePredictionResponse, PredictQuery, Predictions } from './predictions.js';
import { References, VersionPath } from '#graft/zoo';

@ApiTags('use')
@Public()
@Controller('models/:owner/:name/versions/:ref')
export class PredictController {
  constructor(
    private readonly references: References,
    private readonly predictions: Predictions,
  ) {}

  @ApiOperation({
    summary: 'Predicts labels with probabilities for each image',
    description:
      'Up to 32 images and 64 MiB in total; without a token 32 MiB in total and 32 megapixels each. An image that cannot be read gets a problem instead of predictions; if no image can be read, the request fails.',
  })
  @ApiConsumes('multipart/form-data', 'image/*')
  @ApiBody({
    schema: { type: 'object', properties: { images: { type: 'array', items: { type: 'string', format: 'binary' } } } },
  })
  @ApiOkResponse({ type: [ImagePredictionResponse] })
  @Post('predict')
  @Asks('models')
  @HttpCode(200)
  async predict(
    @Param() { owner, name, ref }: VersionPath,
    @Query() query: PredictQuery,
    @CurrentCaller() caller: Caller | null,
    @Req() request: Request,
  ): Promise<ImagePredictionResponse[]> {
    const { manifest } = await this.references.version(owner, name, ref, caller);
    return this.predictions.answer(request, manifest.artifact, query);
  }
}
