import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { Limited, PageByNumber } from '#graft/accounts';
import type { DatasetItem, DatasetProblem, DatasetVersion, Visibility } from '#graft/database';
import type { DatasetWithVersions } from './datasets.js';

const VISIBILITIES = ['public', 'private'] as const;

export class CreateDatasetRequest {
  @ApiProperty({
    description: '`owner/name`, or `name` in your own namespace; the name of an existing data set adds a version.',
  })
  @IsString()
  name: string;

  @ApiPropertyOptional({ description: 'Id of a finished upload: a zip with one folder per class.' })
  @IsOptional()
  @IsString()
  upload?: string;

  @ApiPropertyOptional({ description: 'Use the included sample set of emoji images instead of an upload.' })
  @IsOptional()
  @IsBoolean()
  sample?: boolean;

  @ApiPropertyOptional({
    enum: VISIBILITIES,
    description: 'Visibility of a new data set, private by default. A version has the visibility of its data set.',
  })
  @IsOptional()
  @IsIn(VISIBILITIES)
  visibility?: Visibility;

  @ApiPropertyOptional({ description: 'SPDX id, or the licence in words.', example: 'CC-BY-4.0' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  license?: string;
}

export class ChangeDatasetRequest {
  @ApiProperty({ enum: VISIBILITIES })
  @IsIn(VISIBILITIES)
  visibility: Visibility;
}

export class ItemsQuery extends PageByNumber {
  @ApiPropertyOptional({ description: 'Only images with this label.' })
  @IsOptional()
  @IsString()
  label?: string;
}

export class ProblemsQuery extends Limited {
  @ApiPropertyOptional({ description: '`nextCursor` of the previous page.' })
  @IsOptional()
  @IsString()
  cursor?: string;
}

export class ThumbnailQuery {
  @ApiPropertyOptional({
    type: Number,
    default: 128,
    minimum: 16,
    maximum: 512,
    description: 'Pixels of the longer side.',
  })
  @Type(() => Number)
  @IsInt()
  @Min(16)
  @Max(512)
  size = 128;
}

export class DatasetVersionResponse {
  @ApiProperty()
  number: number;
  @ApiProperty({ description: 'Equal for the same images with the same names and labels.' })
  digest: string;
  @ApiProperty({ type: [String], description: 'Sorted.' })
  labels: string[];
  @ApiProperty()
  images: number;
  @ApiProperty({ description: 'Bytes of all images.' })
  bytes: number;
  @ApiProperty()
  createdAt: Date;

  static of({ number, digest, labels, itemCount, bytes, createdAt }: DatasetVersion): DatasetVersionResponse {
    return { number, digest: digest!, labels, images: itemCount, bytes: Number(bytes), createdAt };
  }
}

export class DatasetResponse {
  @ApiProperty()
  owner: string;
  @ApiProperty()
  name: string;
  @ApiProperty({ enum: VISIBILITIES })
  visibility: Visibility;
  @ApiProperty({ type: String, nullable: true })
  license: string | null;
  @ApiProperty()
  createdAt: Date;
  @ApiProperty({ type: [DatasetVersionResponse], description: 'The latest first.' })
  versions: DatasetVersionResponse[];

  static of({ namespace, name, visibility, license, createdAt, versions }: DatasetWithVersions): DatasetResponse {
    return {
      owner: namespace,
      name,
      visibility,
      license,
      createdAt,
      versions: versions.map((version) => DatasetVersionResponse.of(version)),
    };
  }
}

export class DatasetPage {
  @ApiProperty({ type: [DatasetResponse] })
  items: DatasetResponse[];
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}

export class LabelResponse {
  @ApiProperty()
  label: string;
  @ApiProperty({ description: 'Images.' })
  count: number;
}

export class LabelsResponse {
  @ApiProperty({ type: [LabelResponse] })
  items: LabelResponse[];
}

export class ItemResponse {
  @ApiProperty()
  position: number;
  @ApiProperty({ description: 'Path in the folder or zip.' })
  name: string;
  @ApiProperty({ type: [String] })
  labels: string[];
  @ApiProperty({ description: 'Pixels, upright.' })
  width: number;
  @ApiProperty()
  height: number;
  @ApiProperty()
  bytes: number;
  @ApiProperty()
  format: string;
  @ApiProperty({ description: 'sha256 of the original bytes.' })
  digest: string;
  @ApiProperty({ description: 'Equal for the same image in another file.' })
  contentDigest: string;
  @ApiProperty({ description: 'Path of the original bytes.' })
  image: string;
  @ApiProperty({ description: 'Path of a small WebP.' })
  thumbnail: string;

  /** @param version path of the version */
  static of(item: DatasetItem, version: string): ItemResponse {
    const { versionId: _, ...facts } = item;
    const path = `${version}/items/${item.position}`;
    return { ...facts, image: `${path}/image`, thumbnail: `${path}/thumbnail` };
  }
}

export class ItemPage {
  @ApiProperty({ type: [ItemResponse] })
  items: ItemResponse[];
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}

export class FileProblemResponse {
  @ApiProperty()
  name: string;
  @ApiProperty()
  reason: string;
  @ApiProperty({ description: 'If false, the file was kept and should be checked.' })
  leftOut: boolean;

  static of({ name, reason, leftOut }: DatasetProblem): FileProblemResponse {
    return { name, reason, leftOut };
  }
}

export class FileProblemPage {
  @ApiProperty({ type: [FileProblemResponse] })
  items: FileProblemResponse[];
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}
