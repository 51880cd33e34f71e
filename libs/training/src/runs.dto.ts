import { ApiExtraModels, ApiProperty, ApiPropertyOptional, PickType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import type { JobStatus, Visibility } from '#graft/database';
import type { RunEngines } from './steps/fit.js';
import type { Reasons } from './recipe-defaults.js';
import { Recipe, type CompleteRecipe } from './recipe.js';
import { FEWEST_IMAGES } from './split-items.js';
import { TASKS, type TaskName } from './tasks/index.js';
import { byTask, EPOCHS, EVALUATIONS, oneOf, type EpochResponse, type EvaluationResponse } from './tasks/responses.js';

const VISIBILITIES: Visibility[] = ['public', 'private'];

/** The name that a run's model gets. */
export class PublishAs {
  @ApiProperty({ example: 'ada/pets', description: 'owner/name' })
  @IsString()
  @MaxLength(127)
  name: string;

  @ApiProperty({ enum: VISIBILITIES })
  @IsIn(VISIBILITIES)
  visibility: Visibility;

  @ApiPropertyOptional({ type: [String], description: 'Aliases to move to the version, besides latest.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  aliases?: string[];
}

export class PublishRunRequest extends PublishAs {
  @ApiPropertyOptional({ description: 'Markdown with YAML front matter; written from the run where left out.' })
  @IsOptional()
  @IsString()
  card?: string;

  @ApiPropertyOptional({ example: 'mit', description: "In place of the base's licence." })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  license?: string;
}

export class RunCardQuery {
  @ApiProperty({ example: 'ada/pets', description: 'owner/name that it is to be published as.' })
  @IsString()
  @MaxLength(127)
  name: string;
}

export class CreateRunRequest {
  @ApiProperty({ example: 'starter/efficientnet-lite0', description: 'The model to start from.' })
  @IsString()
  base: string;

  @ApiProperty({ example: 'ada/pets@1', description: 'The data set to learn.' })
  @IsString()
  dataset: string;

  @ApiPropertyOptional({ type: () => Recipe, description: 'Settings of the recipe that you choose yourself.' })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => Recipe)
  recipe?: Recipe;

  @ApiPropertyOptional({ type: () => PublishAs, description: 'Publishes the result at the end.' })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => PublishAs)
  publishAs?: PublishAs;
}

export class ChooseRecipeRequest extends PickType(CreateRunRequest, ['base', 'recipe']) {
  @ApiPropertyOptional({ example: 'ada/pets@1' })
  @IsOptional()
  @IsString()
  dataset?: string;

  @ApiPropertyOptional({
    type: [Number],
    minItems: 2,
    minimum: FEWEST_IMAGES,
    description: 'Images of each class, where they are in no data set yet.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(2, { message: 'images must have a count for each of two classes or more' })
  @ArrayMaxSize(10_000)
  @IsInt({ each: true })
  @Min(FEWEST_IMAGES, { each: true, message: `each class needs ${FEWEST_IMAGES} images or more` })
  images?: number[];
}

export class ChosenRecipeResponse {
  @ApiProperty({ type: () => Recipe, description: 'Every part of the recipe.' })
  recipe: CompleteRecipe;
  @ApiProperty({
    type: Object,
    additionalProperties: { type: 'string' },
    description: 'Why each part that was not set is as it is.',
  })
  reasons: Reasons;
}

/** A version by its reference and digest. */
export class VersionLink {
  @ApiProperty({ example: 'starter/efficientnet-lite0@1' })
  ref: string;
  @ApiProperty({ type: String, nullable: true })
  digest: string | null;
}

export class RunDatasetLink extends VersionLink {
  @ApiProperty({ description: 'Whether its owner has deleted the data set since.' })
  deleted: boolean;
}

export class RunSummaryResponse {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ enum: Object.keys(TASKS), description: 'What it learns; `evaluation` and `history` depend on it.' })
  task: TaskName;
  @ApiProperty({ enum: ['queued', 'running', 'succeeded', 'failed', 'cancelled'] })
  status: JobStatus;
  @ApiProperty({ type: VersionLink })
  base: VersionLink;
  @ApiProperty({ type: RunDatasetLink })
  dataset: RunDatasetLink;
  @ApiProperty({ type: () => Recipe, description: 'Every part of the recipe.' })
  recipe: CompleteRecipe;
  @ApiProperty({ type: String, nullable: true })
  artifactDigest: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'On the test images.' })
  accuracy: number | null;
  @ApiProperty({ type: VersionLink, nullable: true, description: 'What it was published as, last.' })
  published: VersionLink | null;
  @ApiProperty({ type: Object, nullable: true, description: 'Problem details of a failed run.' })
  problem: object | null;
  @ApiProperty()
  createdAt: Date;
  @ApiProperty({ type: Date, nullable: true })
  startedAt: Date | null;
  @ApiProperty({ type: Date, nullable: true })
  finishedAt: Date | null;
}

/** Which engine ran what, and why. */
export class EnginesResponse implements RunEngines {
  @ApiProperty()
  inference: string;
  @ApiProperty()
  training: string;
  @ApiProperty()
  why: string;
}

@ApiExtraModels(...Object.values(EVALUATIONS), ...Object.values(EPOCHS))
export class RunResponse extends RunSummaryResponse {
  @ApiProperty({
    type: Object,
    additionalProperties: { type: 'string' },
    description: 'Why each setting that was chosen for you is as it is.',
  })
  reasons: Reasons;
  @ApiProperty({ type: EnginesResponse, nullable: true, description: 'Which engine ran what, and why.' })
  engine: EnginesResponse | null;
  @ApiProperty({ ...byTask(EVALUATIONS), nullable: true, description: 'How good the model is on the test images.' })
  evaluation: EvaluationResponse | null;
  @ApiProperty({ type: 'array', items: oneOf(EPOCHS), description: 'What each epoch came to.' })
  history: EpochResponse[];
  @ApiProperty({ type: Object, additionalProperties: { type: 'number' }, description: 'Seconds that each step took.' })
  seconds: Record<string, number>;
}

export class RunPage {
  @ApiProperty({ type: [RunSummaryResponse] })
  items: RunSummaryResponse[];
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}
