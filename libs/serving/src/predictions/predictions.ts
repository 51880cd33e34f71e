import { Injectable } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import type { Request } from 'express';
import { join } from 'node:path';
import { Admission, type Visitor, visitorOf } from '#graft/admission';
import type { Artifact } from '#graft/artifact';
import { Config } from '#graft/config';
import { ImageRefused, type ProblemDetails } from '#graft/problems';
import { ModelPool } from '../pool/model-pool.js';
import { bodyBytes, type ImageFile, MAX_BYTES, withImagesOf } from './images.js';

export class PredictQuery {
  @ApiPropertyOptional({ type: Number, default: 5, description: 'Number of labels, the most probable first.' })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1000)
  top = 5;
}

export class PredictionResponse {
  @ApiProperty()
  label: string;
  @ApiProperty({ description: '0 to 1.' })
  probability: number;
}

/** One image's answer: `predictions`, or the `problem` with it. */
export class ImagePredictionResponse {
  @ApiProperty({ description: 'Name of the file in the request.' })
  file: string;
  @ApiPropertyOptional({ type: [PredictionResponse], description: 'The most probable first.' })
  predictions?: PredictionResponse[];
  @ApiPropertyOptional({ type: Object, description: 'Problem details, if this image could not be read.' })
  problem?: ProblemDetails;
}

/** Pixels of an image that a request without a token may send: decoding some formats takes 8 bytes for each. */
const ANONYMOUS_PIXELS = 32_000_000;

/** Says what is on images, with the model of a version or of a run. */
@Injectable()
export class Predictions {
  constructor(
    private readonly pool: ModelPool,
    private readonly admission: Admission,
    private readonly config: Config,
  ) {}

  /**
   * Receives the images of a request and answers them one by one: one that cannot be read has its problem in its place.
   * @throws ImageRefused if none can be read; InvalidInput for a model that does not classify; TooManyRequests
   */
  async answer(request: Request, artifact: Artifact, { top }: PredictQuery): Promise<ImagePredictionResponse[]> {
    const visitor = visitorOf(request);
    const bytes = bodyBytes(request, visitor.signedIn ? MAX_BYTES.signedIn : MAX_BYTES.anonymous);
    return this.admission.withImages(visitor, bytes, () =>
      withImagesOf(request, join(this.config.dataDir, 'incoming'), (images) =>
        this.predict(visitor, artifact, images, top),
      ),
    );
  }

  private async predict(
    visitor: Visitor,
    artifact: Artifact,
    images: ImageFile[],
    top: number,
  ): Promise<ImagePredictionResponse[]> {
    const { maxPixels } = this.config;
    const answers = await this.pool.predict(
      visitor,
      artifact,
      images.map(({ path }) => path),
      visitor.signedIn ? maxPixels : Math.min(maxPixels, ANONYMOUS_PIXELS),
    );
    const named = answers.map((answer, index) => {
      const { file } = images[index]!;
      return 'problem' in answer
        ? { file, problem: answer.problem }
        : { file, predictions: answer.predictions.slice(0, top) };
    });
    const refused = named.flatMap((answer) => ('problem' in answer && answer.problem ? [answer] : []));
    if (refused.length === named.length) {
      const { file, problem } = refused[0]!;
      throw new ImageRefused(`${file}: ${problem.detail}`, { where: file, images: refused });
    }
    return named;
  }
}
