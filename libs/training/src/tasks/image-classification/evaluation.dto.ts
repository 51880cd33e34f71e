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
  @ApiProperty({ description: 'Share of the predictions of this class that are right.' })
  precision: number;
  @ApiProperty({ description: 'Share of the images of this class that the model found.' })
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
  @ApiProperty({ description: 'Probability of the wrong prediction.' })
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
  @ApiProperty({ type: RangeResponse, description: 'Range that contains the true accuracy with 95 % confidence.' })
  accuracyRange: RangeResponse;
  @ApiProperty()
  macroF1: number;
  @ApiProperty({ description: 'Mean cross-entropy per image.' })
  loss: number;
  @ApiProperty({ type: BaselineResponse, description: 'Accuracy of always predicting the largest class.' })
  baseline: BaselineResponse;
  @ApiProperty({ type: [ClassScoreResponse] })
  classes: ClassScoreResponse[];
  @ApiProperty({
    type: 'array',
    items: { type: 'array', items: { type: 'number' } },
    description: '[true class][predicted class], in the order of `classes`.',
  })
  confusion: number[][];
  @ApiProperty({ type: [WrongAnswerResponse], description: 'The wrong predictions with the highest probability.' })
  mostWrong: WrongAnswerResponse[];
  @ApiProperty({ type: String, nullable: true, description: 'What to consider when reading the figures.' })
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
  @ApiProperty({ type: String, nullable: true, description: 'The data set of the images, if you may see it.' })
  dataset: string | null;
}
