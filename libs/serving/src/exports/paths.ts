import type { Type } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsString } from 'class-validator';
import { VersionPath } from '#graft/zoo';
import { type ExportFormat, exportFormats } from './formats/index.js';
import { type Companion, COMPANIONS, TEST_KINDS, type TestKind } from './query.js';

export class ShardPath extends VersionPath {
  @ApiProperty({ description: 'Path that model.json lists.' })
  @IsString()
  shard: string;
}

const FORMATS = exportFormats.map(({ name }) => name);

export class CompanionPath extends VersionPath {
  @ApiProperty({ enum: FORMATS })
  @IsIn(FORMATS)
  format: string;
  @ApiProperty({ enum: COMPANIONS })
  @IsIn(COMPANIONS)
  companion: Companion;
}

export class TestPath extends VersionPath {
  @ApiProperty({ enum: FORMATS })
  @IsIn(FORMATS)
  format: string;
  @ApiProperty({ enum: TEST_KINDS })
  @IsIn(TEST_KINDS)
  kind: TestKind;
}

/** Which file of a format, of what has a path: `format` is the file's extension, where there are several. */
export function filePath<Path extends object>(
  { extensions }: ExportFormat,
  path: Type<Path>,
): Type<Path & { format?: string }> {
  class FilePath extends (path as Type<object>) {
    format?: string;
  }
  if (extensions.length > 1)
    for (const decorate of [ApiProperty({ type: String, enum: [...extensions] }), IsIn(extensions)])
      decorate(FilePath.prototype, 'format');
  return FilePath as Type<Path & { format?: string }>;
}

export class OriginalPath extends VersionPath {
  @ApiProperty({ example: 'model.json', description: 'Path of one of the uploaded files.' })
  @Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value.join('/') : value))
  @IsString()
  path: string;
}
