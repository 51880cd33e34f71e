import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
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
import type { Caller } from '#graft/accounts';
import type { Preprocessing, PreprocessingMode } from '#graft/images';
import { InvalidInput } from '#graft/problems';
import type { Asked } from './import-model.js';
import { PREPROCESSING_MODES } from './import-preprocessing.js';

const PREPROCESSING = `How images become input: one of ${PREPROCESSING_MODES.join(', ')}, or every setting.`;

/** What people say about a model that its files do not. */
export class ModelFacts {
  /** One an output unit, in their order. */
  @ApiPropertyOptional({ type: [String] })
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(100_000)
  @IsString({ each: true })
  labels?: string[];
  @ApiPropertyOptional({
    description: PREPROCESSING,
    oneOf: [{ type: 'string', enum: PREPROCESSING_MODES }, { type: 'object' }],
  })
  @Allow()
  preprocessing?: PreprocessingMode | Preprocessing;
  /** The layer whose output is the last feature map; what follows it is the top. */
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  top?: string;
}

export class ImportUpload {
  @ApiProperty({ format: 'uuid' })
  @IsString()
  id: string;
  /** Path among the model's files, e.g. `model.json`; the upload's own name where left out. */
  @ApiPropertyOptional()
  @IsOptional()
  @Matches(/^(?!.*(^|\/)\.\.?(\/|$))[^/\\\0][^\\\0]{0,254}$/, { message: 'name must be a relative path' })
  name?: string;
}

/** Exactly one of `upload`, `uploads`, `url` and `index`. */
export class CreateImportRequest extends ModelFacts {
  /** A file that holds a whole model, or a zip of its files. */
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  upload?: string;
  /** A model's files, e.g. model.json and its weights. */
  @ApiPropertyOptional({ type: [ImportUpload] })
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
  /** `s3://bucket/prefix`, or a folder of the server's machine (admins only), to list all models in it. */
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  index?: string;
  /** Namespace that indexed models go to; the caller's by default. */
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  owner?: string;
  /** Who may see indexed models that are new; private by default. */
  @ApiPropertyOptional({ enum: ['public', 'private'] })
  @IsOptional()
  @IsIn(['public', 'private'])
  visibility?: 'public' | 'private';
  /** `owner/name` that is proposed for publishing. */
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  name?: string;
}

export class PublishImportRequest extends ModelFacts {
  /** `owner/name`; the name proposed at the import where left out. */
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  name?: string;
  @ApiProperty({ enum: ['public', 'private'] })
  @IsIn(['public', 'private'])
  visibility: 'public' | 'private';
  /** Markdown with YAML front matter; the card found beside the model where left out. */
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  card?: string;
  /** Identifier in Hugging Face's spelling, e.g. `mit`; goes into the card. */
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(100)
  license?: string;
  /** Go into the card, besides those that it has. */
  @ApiPropertyOptional({ type: [String] })
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

/** What an import's job is given. */
export interface ImportInput {
  caller: Caller;
  source: ImportSource;
  asked: Asked;
  /** `owner/name` proposed for publishing. */
  name?: string;
}

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
