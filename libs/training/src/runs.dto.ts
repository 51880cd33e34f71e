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
  @ApiPropertyOptional({ description: 'Markdown with YAML front matter; generated from the run by default.' })
  @IsOptional()
  @IsString()
  card?: string;

  @ApiPropertyOptional({ example: 'mit', description: 'Licence; that of the base by default.' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  license?: string;
}

export class RunCardQuery {
  @ApiProperty({ example: 'ada/pets', description: 'owner/name to publish it as.' })
  @IsString()
  @MaxLength(127)
  name: string;
}

export class CreateRunRequest {
  @ApiProperty({ example: 'starter/efficientnet-lite0', description: 'The base model.' })
  @IsString()
  base: string;

  @ApiProperty({ example: 'ada/pets@1', description: 'The data set to train on.' })
  @IsString()
  dataset: string;

  @ApiPropertyOptional({
    type: () => Recipe,
    description: 'Settings of the recipe that you choose; Graft chooses the others.',
  })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => Recipe)
  recipe?: Recipe;

  @ApiPropertyOptional({ type: () => PublishAs, description: 'If set, publishes the result at the end.' })
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
    description: 'Number of images per class, if they are not in a data set yet.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(2, { message: 'images must have a count for each of at least two classes' })
  @ArrayMaxSize(10_000)
  @IsInt({ each: true })
  @Min(FEWEST_IMAGES, { each: true, message: `each class needs at least ${FEWEST_IMAGES} images` })
  images?: number[];
}

export class ChosenRecipeResponse {
  @ApiProperty({ type: () => Recipe, description: 'All settings of the recipe.' })
  recipe: CompleteRecipe;
  @ApiProperty({
    type: Object,
    additionalProperties: { type: 'string' },
    description: 'The reason of each setting that was chosen.',
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
  @ApiProperty({ description: 'Whether its owner has deleted the data set.' })
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
  @ApiProperty({ type: () => Recipe, description: 'All settings of the recipe.' })
  recipe: CompleteRecipe;
  @ApiProperty({ type: String, nullable: true })
  artifactDigest: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'On the test images.' })
  accuracy: number | null;
  @ApiProperty({ type: VersionLink, nullable: true, description: 'The version that it was last published as.' })
  published: VersionLink | null;
  @ApiProperty({ type: Object, nullable: true, description: 'Problem details, if the run failed.' })
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
    description: 'The reason of each setting that was chosen for you.',
  })
  reasons: Reasons;
  @ApiProperty({
    type: EnginesResponse,
    nullable: true,
    description: 'The engines that ran the network, and why they were chosen.',
  })
  engine: EnginesResponse | null;
  @ApiProperty({ ...byTask(EVALUATIONS), nullable: true, description: 'The evaluation on the test images.' })
  evaluation: EvaluationResponse | null;
  @ApiProperty({ type: 'array', items: oneOf(EPOCHS), description: 'Loss and accuracy per epoch.' })
  history: EpochResponse[];
  @ApiProperty({
    type: Object,
    additionalProperties: { type: 'number' },
    description: 'Duration of each step in seconds.',
  })
  seconds: Record<string, number>;
}

export class RunPage {
  @ApiProperty({ type: [RunSummaryResponse] })
  items: RunSummaryResponse[];
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}
