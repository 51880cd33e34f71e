import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import type { Request } from 'express';
import type { Artifact } from '#graft/artifact';
import { ImageRefused, type ProblemDetails } from '#graft/problems';
import { ModelPool } from './model-pool.js';
import { assertBodyFits, imagesOf } from './predict-images.js';

export class PredictQuery {
  @ApiPropertyOptional({ type: Number, default: 5, description: 'How many labels, the best first.' })
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
  @ApiProperty({ description: "The file's name, as it was sent." })
  file: string;
  @ApiPropertyOptional({ type: [PredictionResponse], description: 'The best first.' })
  predictions?: PredictionResponse[];
  @ApiPropertyOptional({ type: Object, description: 'Why this image could not be read.' })
  problem?: ProblemDetails;
}

/** Stands before a route that takes images, and before they are read. */
@Injectable()
export class ImageBodyGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    assertBodyFits(context.switchToHttp().getRequest<Request>());
    return true;
  }
}

/** Says what is on images, with the model of a version or of a run. */
@Injectable()
export class Predictions {
  constructor(private readonly pool: ModelPool) {}

  /**
   * Answers a request that `ImageForm` took in, image by image: one that cannot be read has its problem in its place.
   * @throws ImageRefused where none can be read; InvalidInput for a model that does not classify.
   */
  async answer(request: Request, artifact: Artifact, { top }: PredictQuery): Promise<ImagePredictionResponse[]> {
    const images = await imagesOf(request);
    const answers = await this.pool.predict(
      artifact,
      images.map(({ bytes }) => bytes),
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
