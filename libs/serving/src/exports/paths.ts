import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsString } from 'class-validator';
import { VersionPath } from '#graft/zoo';
import {
  type Companion,
  COMPANIONS,
  EXPORT_FORMATS,
  type ExportFormat,
  KERAS_FORMATS,
  type KerasFormat,
} from './options.js';

export class ShardPath extends VersionPath {
  @ApiProperty({ description: 'As model.json names it.' })
  @IsString()
  shard: string;
}

export class KerasPath extends VersionPath {
  @ApiProperty({ enum: KERAS_FORMATS })
  @IsIn(KERAS_FORMATS)
  format: KerasFormat;
}

export class CompanionPath extends VersionPath {
  @ApiProperty({ enum: EXPORT_FORMATS })
  @IsIn(EXPORT_FORMATS)
  format: ExportFormat;
  @ApiProperty({ enum: COMPANIONS })
  @IsIn(COMPANIONS)
  companion: Companion;
}

export class OriginalPath extends VersionPath {
  @ApiProperty({ example: 'model.json', description: 'Path among the uploaded files.' })
  @Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value.join('/') : value))
  @IsString()
  path: string;
}
