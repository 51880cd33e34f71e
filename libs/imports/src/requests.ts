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

const PREPROCESSING = `Preprocessing of the images: one of ${PREPROCESSING_MODES.join(', ')}, or all settings.`;

/** What people say about a model that its files do not. */
export class ModelFacts {
  @ApiPropertyOptional({ type: [String], description: 'One per output, in order.' })
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

/** `?preprocessing=torch`, or every setting as JSON. */
export class ExampleQuery {
  @ApiPropertyOptional({ description: `${PREPROCESSING} The latter as JSON; what was found if left out.` })
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  preprocessing?: string;
}

export class ImportUpload {
  @ApiProperty({ format: 'uuid' })
  @IsString()
  id: string;
  @ApiPropertyOptional({
    description: 'Path within the model, e.g. `model.json`; the name of the upload by default.',
  })
  @IsOptional()
  @Matches(/^(?!.*(^|\/)\.\.?(\/|$))[^/\\\0][^\\\0]{0,254}$/, { message: 'name must be a relative path' })
  name?: string;
}

/** Exactly one of `upload`, `uploads`, `url` and `index`. */
export class CreateImportRequest extends ModelFacts {
  @ApiPropertyOptional({ description: 'A file that contains a whole model, or a zip of its files.' })
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
    description: 'The Keras application of a weights-only file, e.g. `MobileNet`.',
  })
  @IsOptional()
  @IsString()
  application?: string;
  @ApiPropertyOptional({
    description:
      '`s3://bucket/prefix`, or the absolute path of a folder of the server, to index all models in it. The operator lists the allowed ones in GRAFT_INDEX_ALLOW.',
  })
  @IsOptional()
  @IsString()
  index?: string;
  @ApiPropertyOptional({ description: 'Namespace of the indexed models; that of the caller by default.' })
  @IsOptional()
  @IsString()
  owner?: string;
  @ApiPropertyOptional({
    enum: ['public', 'private'],
    description: 'Visibility of new indexed models; private by default.',
  })
  @IsOptional()
  @IsIn(['public', 'private'])
  visibility?: 'public' | 'private';
  @ApiPropertyOptional({ description: 'Proposed `owner/name` for publishing.' })
  @IsOptional()
  @IsString()
  name?: string;
}

export class PublishImportRequest extends ModelFacts {
  @ApiPropertyOptional({ description: '`owner/name`; by default the name that was proposed at the import.' })
  @IsOptional()
  @IsString()
  name?: string;
  @ApiProperty({ enum: ['public', 'private'] })
  @IsIn(['public', 'private'])
  visibility: 'public' | 'private';
  @ApiPropertyOptional({
    description: 'Markdown with YAML front matter; by default the card that was found next to the model.',
  })
  @IsOptional()
  @IsString()
  card?: string;
  @ApiPropertyOptional({ description: 'Licence identifier as on Hugging Face, e.g. `mit`; added to the card.' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  license?: string;
  @ApiPropertyOptional({ type: [String], description: 'Added to the tags of the card.' })
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
    throw new InvalidInput('An import needs exactly one source.', {
      received: named,
      accepted: ['upload', 'uploads', 'url', 'index'],
    });
  return named[0]!;
}
