import { ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  Allow,
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  IsUrl,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { join } from 'node:path';
import type { Caller } from '#graft/accounts';
import type { Config } from '#graft/config';
import type { Preprocessing, PreprocessingMode } from '#graft/images';
import type { Job } from '#graft/jobs';
import { InvalidInput } from '#graft/problems';
import type { Asked } from './read-model.js';
import { PREPROCESSING_MODES } from './preprocessing/settings.js';
import { PreprocessingResponse } from '#graft/zoo';

const PREPROCESSING = `How images become input: one of ${PREPROCESSING_MODES.join(', ')}, or every setting.`;

/** What people say about a model that its files do not. */
export class ModelFacts {
  @ApiPropertyOptional({ type: [String], description: 'One an output unit, in their order.' })
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(100_000)
  @IsString({ each: true })
  labels?: string[];
  @ApiPropertyOptional({
    description: PREPROCESSING,
    oneOf: [{ type: 'string', enum: PREPROCESSING_MODES }, { $ref: getSchemaPath(PreprocessingResponse) }],
  })
  @Allow()
  preprocessing?: PreprocessingMode | Preprocessing;
  @ApiPropertyOptional({ description: 'The layer whose output is the last feature map; what follows it is the top.' })
  @IsOptional()
  @IsString()
  top?: string;
}

export class ImportUpload {
  @ApiProperty({ format: 'uuid' })
  @IsString()
  id: string;
  @ApiPropertyOptional({
    description: "Path among the model's files, e.g. `model.json`; the upload's own name where left out.",
  })
  @IsOptional()
  @Matches(/^(?!.*(^|\/)\.\.?(\/|$))[^/\\\0][^\\\0]{0,254}$/, { message: 'name must be a relative path' })
  name?: string;
}

/** Exactly one of `upload`, `uploads`, `url` and `index`. */
export class CreateImportRequest extends ModelFacts {
  @ApiPropertyOptional({ description: 'A file that holds a whole model, or a zip of its files.' })
  @IsOptional()
  @IsString()
  upload?: string;
  @ApiPropertyOptional({ type: [ImportUpload], description: "A model's files, e.g. model.json and its weights." })
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(1000)
  @ValidateNested({ each: true })
  @Type(() => ImportUpload)
  uploads?: ImportUpload[];
  @ApiPropertyOptional()
  @IsOptional()
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false })
  url?: string;
  @ApiPropertyOptional({
    description: 'The Keras application that a file of weights alone belongs to, e.g. `MobileNet`.',
  })
  @IsOptional()
  @IsString()
  application?: string;
  @ApiPropertyOptional({
    description:
      "`s3://bucket/prefix`, or a folder of the server's machine by its whole path, to list all models in it. The operator says which may be, with GRAFT_INDEX_ALLOW.",
  })
  @IsOptional()
  @IsString()
  index?: string;
  @ApiPropertyOptional({ description: "Namespace that indexed models go to; the caller's by default." })
  @IsOptional()
  @IsString()
  owner?: string;
  @ApiPropertyOptional({
    enum: ['public', 'private'],
    description: 'Who may see indexed models that are new; private by default.',
  })
  @IsOptional()
  @IsIn(['public', 'private'])
  visibility?: 'public' | 'private';
  @ApiPropertyOptional({ description: '`owner/name` that is proposed for publishing.' })
  @IsOptional()
  @IsString()
  name?: string;
}

export class PublishImportRequest extends ModelFacts {
  @ApiPropertyOptional({ description: '`owner/name`; the name proposed at the import where left out.' })
  @IsOptional()
  @IsString()
  name?: string;
  @ApiProperty({ enum: ['public', 'private'] })
  @IsIn(['public', 'private'])
  visibility: 'public' | 'private';
  @ApiPropertyOptional({
    description: 'Markdown with YAML front matter; the card found beside the model where left out.',
  })
  @IsOptional()
  @IsString()
  card?: string;
  @ApiPropertyOptional({ description: "Identifier in Hugging Face's spelling, e.g. `mit`; goes into the card." })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  license?: string;
  @ApiPropertyOptional({ type: [String], description: 'Go into the card, besides those that it has.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  tags?: string[];
}

export type ImportSource =
  | { kind: 'uploads'; uploads: { id: string; name?: string }[] }
  | { kind: 'url'; url: string; md5?: string }
  | { kind: 'index'; address: string; owner: string; visibility: 'public' | 'private' };

export type IndexSource = Extract<ImportSource, { kind: 'index' }>;

/** What the job of an import or index is given. */
export interface ImportInput {
  /** What the request's token permitted. */
  caller: Pick<Caller, 'scopes'>;
  source: ImportSource;
  asked: Asked;
  /** `owner/name` proposed for publishing. */
  name?: string;
}

/** Where an import's job puts files while it works. */
export const importFolder = ({ dataDir }: Pick<Config, 'dataDir'>, { id }: Pick<Job, 'id'>): string =>
  join(dataDir, 'imports', id);

/** @throws InvalidInput unless exactly one source is named. */
export function sourceOf(request: CreateImportRequest): 'upload' | 'uploads' | 'url' | 'index' {
  const named = (['upload', 'uploads', 'url', 'index'] as const).filter((source) => request[source] !== undefined);
  if (named.length !== 1)
    throw new InvalidInput('An import has exactly one source.', {
      received: named,
      accepted: ['upload', 'uploads', 'url', 'index'],
    });
  return named[0]!;
}
