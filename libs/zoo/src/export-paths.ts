import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsString } from 'class-validator';

/** Which version is asked for. */
export class VersionPath {
  @ApiProperty({ example: 'starter' })
  @IsString()
  owner: string;
  @ApiProperty({ example: 'mobilenet-v2-224' })
  @IsString()
  name: string;
  /** A number, an alias or a digest. */
  @ApiProperty({ example: 'latest' })
  @IsString()
  ref: string;
}

export class ShardPath extends VersionPath {
  /** As model.json names it. */
  @ApiProperty()
  @IsString()
  shard: string;
}

export class OriginalPath extends VersionPath {
  /** Path among the uploaded files. */
  @ApiProperty({ example: 'model.json' })
  @Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value.join('/') : value))
  @IsString()
  path: string;
}
