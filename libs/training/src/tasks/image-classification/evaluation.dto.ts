import { ApiProperty } from '@nestjs/swagger';
import type { Epoch } from '../../early-stopping.js';
import type { ClassificationEvaluation, ClassScore, WrongAnswer } from './evaluation.js';
import type { ClassificationFigures } from './task.js';

class RangeResponse {
  @ApiProperty()
  low: number;
  @ApiProperty()
  high: number;
}

class BaselineResponse {
  @ApiProperty()
  label: string;
  @ApiProperty()
  accuracy: number;
}

class ClassScoreResponse implements ClassScore {
  @ApiProperty()
  label: string;
  @ApiProperty({ description: 'Share of the answers of this class that were right.' })
  precision: number;
  @ApiProperty({ description: "Share of this class's images that were found." })
  recall: number;
  @ApiProperty()
  f1: number;
  @ApiProperty({ description: 'Images of this class.' })
  support: number;
}

class WrongAnswerResponse implements WrongAnswer {
  @ApiProperty({ description: "The item's position in the data set." })
  position: number;
  @ApiProperty()
  name: string;
  @ApiProperty()
  true: string;
  @ApiProperty()
  predicted: string;
  @ApiProperty({ description: 'Probability given to the wrong answer.' })
  probability: number;
}

class SplitResponse {
  @ApiProperty()
  train: number;
  @ApiProperty()
  validation: number;
  @ApiProperty()
  test: number;
}

/** How good a run's model is on images it never saw. */
export class EvaluationResponse implements ClassificationEvaluation {
  @ApiProperty({ enum: ['image-classification'] })
  task: 'image-classification';
  @ApiProperty()
  images: number;
  @ApiProperty()
  accuracy: number;
  @ApiProperty({ type: RangeResponse, description: 'Where the true accuracy lies with 95 % confidence.' })
  accuracyRange: RangeResponse;
  @ApiProperty()
  macroF1: number;
  @ApiProperty({ description: 'Mean cross-entropy per image.' })
  loss: number;
  @ApiProperty({ type: BaselineResponse, description: 'What always answering the largest class would have reached.' })
  baseline: BaselineResponse;
  @ApiProperty({ type: [ClassScoreResponse] })
  classes: ClassScoreResponse[];
  @ApiProperty({
    type: 'array',
    items: { type: 'array', items: { type: 'number' } },
    description: '[true class][answered class], in the order of `classes`.',
  })
  confusion: number[][];
  @ApiProperty({ type: [WrongAnswerResponse], description: 'The wrong answers given with the most certainty.' })
  mostWrong: WrongAnswerResponse[];
  @ApiProperty({ type: String, nullable: true, description: 'What to keep in mind when reading the figures.' })
  note: string | null;
  @ApiProperty({ type: SplitResponse, description: 'Images of each part.' })
  split: SplitResponse;
}

export class EpochResponse implements Epoch, ClassificationFigures {
  @ApiProperty({ description: 'From 1.' })
  epoch: number;
  @ApiProperty()
  loss: number;
  @ApiProperty()
  accuracy: number;
  @ApiProperty()
  valLoss: number;
  @ApiProperty()
  valAccuracy: number;
  @ApiProperty()
  learningRate: number;
}

/** What a version's run measured, with as much of the images as the caller may see. */
export class VersionEvaluationResponse extends EvaluationResponse {
  @ApiProperty({ type: String, nullable: true, description: 'The data set of the images, where you may see it.' })
  dataset: string | null;
}
