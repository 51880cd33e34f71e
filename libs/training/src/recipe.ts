import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsPositive,
  IsString,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import type { OptimizerName } from '#graft/engine';
import type { Pooling } from '#graft/network';

export const ACTIVATIONS = ['relu', 'elu', 'tanh', 'sigmoid', 'linear'] as const;
export type HeadActivation = (typeof ACTIVATIONS)[number];

export type Schedule = 'constant' | 'cosine';

const oneOf = (what: string, values: readonly string[]) => ({
  message: `${what} must be one of ${values.join(', ')}`,
});
/** Checks a number, or each of a list, and lets the API's description say what is accepted. */
const Between = (what: string, low: number, high: number, options: { each?: true } = {}) => {
  const checks = { ...options, message: `${what} must be between ${low} and ${high}` };
  return applyDecorators(Min(low, checks), Max(high, checks), ApiPropertyOptional({ minimum: low, maximum: high }));
};
const whole = (what: string) => ({ message: `${what} must be a whole number` });

const OPTIMIZERS: OptimizerName[] = ['adam', 'sgd', 'momentum', 'rmsprop'];
const POOLINGS: Pooling[] = ['avg', 'max', 'none'];
const SCHEDULES: Schedule[] = ['constant', 'cosine'];

/** What is grafted onto the backbone: pooling, hidden layers, softmax. */
export class HeadRecipe {
  @ApiPropertyOptional({ type: [Number], description: 'Units per hidden fully connected layer; [] for none.' })
  @IsOptional()
  @IsArray({ message: 'head.hidden must be a list of layer widths, such as [128] or []' })
  @ArrayMaxSize(8, { message: 'head.hidden may have at most 8 layers' })
  @IsInt({ each: true, message: 'each width in head.hidden must be a whole number' })
  @Between('each width in head.hidden', 1, 8192, { each: true })
  hidden?: number[];

  @ApiPropertyOptional({ enum: ACTIVATIONS, description: 'Activation of the hidden layers.' })
  @IsOptional()
  @IsIn(ACTIVATIONS, oneOf('head.activation', ACTIVATIONS))
  activation?: HeadActivation;

  @ApiPropertyOptional({
    description: 'Batch normalisation of the features, with statistics of the training images.',
  })
  @IsOptional()
  @IsBoolean({ message: 'head.batchNorm must be true or false' })
  batchNorm?: boolean;

  @ApiPropertyOptional({ description: 'Share of values dropped during training, before each fully connected layer.' })
  @IsOptional()
  @IsNumber({}, { message: 'head.dropout must be a number' })
  @Between('head.dropout', 0, 0.95)
  dropout?: number;

  @ApiPropertyOptional({ enum: POOLINGS, description: 'How the feature map becomes a vector; `none` flattens it.' })
  @IsOptional()
  @IsIn(POOLINGS, oneOf('head.pooling', POOLINGS))
  pooling?: Pooling;
}

/** Shares of the images; they add up to 1. */
export class SplitRecipe {
  @ApiPropertyOptional({ description: 'Share of the images for training.' })
  @IsNumber({}, { message: 'split.train must be a number' })
  @Between('split.train', 0.05, 0.95)
  train: number;

  @ApiPropertyOptional({ description: 'Share for choosing the best epoch and for early stopping.' })
  @IsNumber({}, { message: 'split.validation must be a number' })
  @Between('split.validation', 0.01, 0.9)
  validation: number;

  @ApiPropertyOptional({ description: 'Share for the evaluation.' })
  @IsNumber({}, { message: 'split.test must be a number' })
  @Between('split.test', 0.01, 0.9)
  test: number;
}

/** How to fine-tune. Every part may be left out and is then chosen (see `completeRecipe`). */
export class Recipe {
  @ApiPropertyOptional({ type: () => HeadRecipe })
  @IsOptional()
  @IsObject({ message: 'head must be an object' })
  @ValidateNested()
  @Type(() => HeadRecipe)
  head?: HeadRecipe;

  @ApiPropertyOptional({ enum: ['backbone'], description: 'The part of the network that keeps its weights.' })
  @IsOptional()
  @IsIn(['backbone'], {
    message: 'freeze must be "backbone": a run trains a new head; it cannot train layers of the base',
  })
  freeze?: string;

  @ApiPropertyOptional({
    description:
      'The layer of the base that the head is grafted onto; what lies above it is left out. Any layer that all of the ' +
      "base's answer is computed from.",
  })
  @IsOptional()
  @IsString({ message: 'cut must be the name of a layer' })
  cut?: string;

  @ApiPropertyOptional({ enum: OPTIMIZERS })
  @IsOptional()
  @IsIn(OPTIMIZERS, oneOf('optimizer', OPTIMIZERS))
  optimizer?: OptimizerName;

  @ApiPropertyOptional()
  @IsOptional()
  @IsNumber({}, { message: 'learningRate must be a number' })
  @IsPositive({ message: 'learningRate must be greater than 0' })
  learningRate?: number;

  @ApiPropertyOptional({ enum: SCHEDULES, description: 'How the learning rate changes from epoch to epoch.' })
  @IsOptional()
  @IsIn(SCHEDULES, oneOf('schedule', SCHEDULES))
  schedule?: Schedule;

  @ApiPropertyOptional({ description: 'Maximum number of passes over the training images.' })
  @IsOptional()
  @IsInt(whole('epochs'))
  @Between('epochs', 1, 1000)
  epochs?: number;

  @ApiPropertyOptional({ description: 'Images per training step.' })
  @IsOptional()
  @IsInt(whole('batchSize'))
  @Between('batchSize', 1, 1024)
  batchSize?: number;

  @ApiPropertyOptional({
    description: 'Epochs without a lower validation loss before training stops; 0 turns early stopping off.',
  })
  @IsOptional()
  @IsInt(whole('patience'))
  @Between('patience', 0, 1000)
  patience?: number;

  @ApiPropertyOptional({ type: [Number], description: '[height, width] in pixels, if the backbone allows it.' })
  @IsOptional()
  @IsArray({ message: 'inputSize must be [height, width]' })
  @ArrayMinSize(2, { message: 'inputSize must be [height, width]' })
  @ArrayMaxSize(2, { message: 'inputSize must be [height, width]' })
  @IsInt({ each: true, message: 'height and width in inputSize must be whole numbers' })
  @Between('height and width in inputSize', 8, 2048, { each: true })
  inputSize?: [number, number];

  @ApiPropertyOptional({ type: () => SplitRecipe })
  @IsOptional()
  @IsObject({ message: 'split must be an object { train, validation, test }' })
  @ValidateNested()
  @Type(() => SplitRecipe)
  split?: SplitRecipe;

  @ApiPropertyOptional({
    description: 'Determines the split, the initial weights, dropout and the order of the images.',
  })
  @IsOptional()
  @IsInt(whole('seed'))
  @Between('seed', 0, 2 ** 31 - 1)
  seed?: number;

  @ApiPropertyOptional({ enum: ['auto', 'none'], description: '`auto` gives each class the same weight in the loss.' })
  @IsOptional()
  @IsIn(['auto', 'none'], oneOf('classWeights', ['auto', 'none']))
  classWeights?: 'auto' | 'none';

  @ApiPropertyOptional({
    description: 'Share of the probability that is taken from the right class and spread over all classes.',
  })
  @IsOptional()
  @IsNumber({}, { message: 'labelSmoothing must be a number' })
  @Between('labelSmoothing', 0, 0.5)
  labelSmoothing?: number;
}

/** A recipe with every part decided. */
export type CompleteRecipe = Required<Omit<Recipe, 'head'>> & { head: Required<HeadRecipe> };
