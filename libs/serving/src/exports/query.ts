import type { Type } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Min,
} from 'class-validator';
import type { Pooling } from '#graft/network';
import { SurgeryRefused } from '#graft/problems';
import type { Cut } from './cut.js';
import type { ExportFormat, ExportOptions } from './formats/index.js';

/** `labels.json`, a name for each output unit, and `preprocessing.json`, how an image becomes the input. */
export const COMPANIONS = ['labels', 'preprocessing'] as const;
export type Companion = (typeof COMPANIONS)[number];

/** `test.png`, the image that a model is tested with, and `test.json`, what it answers. */
export const TEST_KINDS = ['png', 'json'] as const;
export type TestKind = (typeof TEST_KINDS)[number];

const flag = ({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value);
const numbers = ({ value }: { value: unknown }) =>
  typeof value === 'string' ? value.split(',').map((part) => (part.trim() === '' ? part : Number(part))) : value;

/** `?top=false&pooling=avg&inputShape=160,160,3` */
export class CutQuery {
  @ApiPropertyOptional({
    description: 'Whether to keep the layers above the top boundary; true by default, unless `layer` is given.',
  })
  @IsOptional()
  @Transform(flag)
  @IsBoolean()
  top?: boolean;
  @ApiPropertyOptional({
    enum: ['avg', 'max', 'none'],
    description: 'Pooling after the last feature map, if the top is left out; none by default.',
  })
  @IsOptional()
  @IsIn(['avg', 'max', 'none'])
  pooling?: Pooling;
  @ApiPropertyOptional({
    type: String,
    example: '160,160,3',
    description: 'Another input shape: height, width, channels.',
  })
  @IsOptional()
  @Transform(numbers)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(4)
  @IsInt({ each: true })
  @Min(1, { each: true })
  inputShape?: number[];
  @ApiPropertyOptional({ description: 'Layer whose output the model returns, instead of the top boundary.' })
  @IsOptional()
  @IsString()
  layer?: string;
}

/** What requests for a format's files may ask: the cut, and the format's own switches. */
export function exportQuery(format: ExportFormat): Type<CutQuery> {
  class FormatQuery extends CutQuery {}
  for (const { name, description } of format.options ?? []) {
    const decorators = [
      ApiPropertyOptional({ type: Boolean, description }),
      IsOptional(),
      Transform(flag),
      IsBoolean(),
    ];
    for (const decorate of decorators) decorate(FormatQuery.prototype, name);
  }
  return FormatQuery;
}

/** The switches that a format's query has set. */
export const optionsIn = (format: ExportFormat, query: CutQuery): ExportOptions =>
  Object.fromEntries((format.options ?? []).map(({ name }) => [name, query[name as keyof CutQuery] === true]));

/** Sizes that requests without a token may ask for, in pixels: so many that each network has a good one. */
const STEP = 32;
const LARGEST = 1024;

/**
 * Holds the number of exports that can be asked for without a token within bounds: each takes time, and room in the cache.
 * @param own the network's own input shape, which is always accepted
 * @throws SurgeryRefused
 */
export function assertUsualSize(inputShape: number[] | undefined, own: readonly (number | null)[]): void {
  if (!inputShape || inputShape.join() === own.join()) return;
  const usual = (size: number) => size % STEP === 0 && size <= LARGEST;
  if (inputShape.slice(0, -1).every(usual)) return;
  throw new SurgeryRefused(
    `Without a token, height and width must be multiples of ${STEP} up to ${LARGEST}. Sign in to use another size.`,
    { where: 'inputShape', received: inputShape, accepted: `multiples of ${STEP} up to ${LARGEST}, or ${own.join()}` },
  );
}

/** @throws SurgeryRefused if the options exclude each other. */
export function cutOf({ top, pooling, inputShape, layer }: CutQuery): Cut {
  const withTop = top ?? layer === undefined;
  if (withTop && layer !== undefined)
    throw new SurgeryRefused(`"layer" cuts the network at ${layer}, so the top cannot be kept.`, {
      where: 'top',
      received: true,
      accepted: 'top=false, or no layer',
    });
  if (withTop && pooling !== undefined && pooling !== 'none')
    throw new SurgeryRefused('"pooling" applies only without the top. Add top=false.', {
      where: 'pooling',
      received: pooling,
      accepted: 'pooling with top=false, or none with top=true',
    });
  return { top: withTop, pooling: pooling ?? 'none', ...(inputShape && { inputShape }), ...(layer && { layer }) };
}
