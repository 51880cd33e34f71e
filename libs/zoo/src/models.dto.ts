import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import type { Visibility } from '#graft/database';
import type { OutlineStage } from '#graft/network';
import { CardResponse, VersionSummaryResponse } from './versions.dto.js';
import { SIZES } from './search-query.js';
import { type ModelRow, type SearchOptions, type SearchResult, type Sort, SORTS } from './search.js';

const VISIBILITIES: Visibility[] = ['public', 'private'];

/** A filter that may be given several times. */
function Values(description: string): PropertyDecorator {
  return (target, name) => {
    ApiPropertyOptional({ type: [String], description })(target, name);
    IsOptional()(target, name);
    Transform(({ value }: { value: unknown }) => [value].flat())(target, name);
    ArrayMaxSize(20)(target, name);
    IsString({ each: true })(target, name);
  };
}

export class SearchQuery implements SearchOptions {
  @ApiPropertyOptional({ description: 'Words, or beginnings of words; a model must contain all of them.' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  query?: string;
  @Values('Any of these tasks.')
  task?: string[];
  @Values('All of these tags.')
  tag?: string[];
  @Values('Any of these licences.')
  license?: string[];
  @Values('Any of these formats, e.g. `tfjs-layers`.')
  format?: string[];
  @ApiPropertyOptional({
    enum: SIZES,
    isArray: true,
    description: 'Any of these sizes of the stored weights: up to 5 MB, 25 MB, 100 MB, and beyond.',
  })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => [value].flat())
  @ArrayMaxSize(SIZES.length)
  @IsIn(SIZES, { each: true })
  size?: (typeof SIZES)[number][];
  @Values('Any of these namespaces.')
  owner?: string[];
  @Values("Any of these architectures, by Keras' names.")
  architecture?: string[];
  @ApiPropertyOptional({
    enum: SORTS,
    description: 'By default relevance if there is a query, or else the last updated first.',
  })
  @IsOptional()
  @IsIn(SORTS)
  sort?: Sort;
  @ApiPropertyOptional({ description: '`nextCursor` of the page before.' })
  @IsOptional()
  @IsString()
  cursor?: string;
  @ApiPropertyOptional({ default: 30, maximum: 100 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit?: number;
}

export class ChangeModelRequest {
  @ApiProperty({ enum: VISIBILITIES })
  @IsIn(VISIBILITIES)
  visibility: Visibility;
}

export class ModelPath {
  @ApiProperty({ example: 'starter' })
  @IsString()
  owner: string;
  @ApiProperty({ example: 'efficientnet-lite0' })
  @IsString()
  name: string;
}

export class ModelResponse {
  @ApiProperty({ example: 'starter/efficientnet-lite0' })
  ref: string;
  @ApiProperty()
  owner: string;
  @ApiProperty()
  name: string;
  @ApiProperty({ enum: VISIBILITIES })
  visibility: Visibility;
  @ApiProperty()
  title: string;
  @ApiProperty()
  summary: string;
  @ApiProperty({ example: 'image-classification' })
  task: string;
  @ApiProperty({ type: String, nullable: true })
  license: string | null;
  @ApiProperty({ type: [String] })
  tags: string[];
  @ApiProperty({ type: [String], description: 'Original formats of the model.' })
  formats: string[];
  @ApiProperty({ type: String, nullable: true })
  architecture: string | null;
  @ApiProperty({ type: [Number], description: '[height, width] in pixels; empty if any size is accepted.' })
  inputSize: number[];
  @ApiProperty()
  parameters: number;
  @ApiProperty({ description: 'Stored size of the weights in bytes.' })
  bytes: number;
  @ApiProperty()
  downloads: number;
  @ApiProperty({
    type: 'array',
    items: { type: 'array', items: { type: 'number' } },
    description:
      'For drawing the network: [extent, channels] of its feature maps from input to output; empty if unknown.',
  })
  outline: OutlineStage[];
  @ApiProperty()
  createdAt: Date;
  @ApiProperty()
  updatedAt: Date;

  static of(row: Omit<ModelRow, 'id'>): ModelResponse {
    const { namespace, name, visibility, title, summary, task, license, tags, formats, architecture, inputSize } = row;
    const { parameters, bytes, downloads, outline, createdAt, updatedAt } = row;
    return {
      ref: `${namespace}/${name}`,
      owner: namespace,
      name,
      visibility,
      title,
      summary,
      task,
      license,
      tags,
      formats,
      architecture,
      inputSize,
      parameters: Number(parameters),
      bytes: Number(bytes),
      downloads,
      outline: outline as OutlineStage[],
      createdAt,
      updatedAt,
    };
  }
}

export class FacetValueResponse {
  @ApiProperty()
  value: string;
  @ApiProperty()
  count: number;
}

/** The most frequent values of each facet; the counts of a filtered facet say what another choice would give. */
export class FacetsResponse {
  @ApiProperty({ type: [FacetValueResponse] })
  task: FacetValueResponse[];
  @ApiProperty({ type: [FacetValueResponse] })
  tag: FacetValueResponse[];
  @ApiProperty({ type: [FacetValueResponse] })
  license: FacetValueResponse[];
  @ApiProperty({ type: [FacetValueResponse] })
  format: FacetValueResponse[];
  @ApiProperty({ type: [FacetValueResponse], description: 'Size of the stored weights; see the parameter.' })
  size: FacetValueResponse[];
  @ApiProperty({ type: [FacetValueResponse] })
  owner: FacetValueResponse[];
  @ApiProperty({ type: [FacetValueResponse] })
  architecture: FacetValueResponse[];
}

export class ModelPage {
  @ApiProperty({ type: [ModelResponse] })
  items: ModelResponse[];
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
  @ApiProperty({ description: 'Number of matching models on all pages.' })
  total: number;
  @ApiProperty()
  facets: FacetsResponse;

  static of({ items, nextCursor, total, facets }: SearchResult): ModelPage {
    return { items: items.map((row) => ModelResponse.of(row)), nextCursor, total, facets };
  }
}

export class ModelDetailResponse extends ModelResponse {
  @ApiProperty({ type: VersionSummaryResponse, nullable: true, description: 'Null if all versions were yanked.' })
  latest: VersionSummaryResponse | null;
  @ApiProperty({ type: CardResponse, nullable: true, description: 'The card of the latest version.' })
  card: CardResponse | null;
}
