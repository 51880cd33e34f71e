import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import type { Alias, Version } from '#graft/database';
import type { Card } from '#graft/cards';
import type { Family, Relative } from './lineage.js';
import type { Lineage, Manifest } from './manifest.js';
import { NetworkResponse, PreprocessingResponse, TopBoundaryResponse } from './network.dto.js';

/** Which version is asked for. */
export class VersionPath {
  @ApiProperty({ example: 'starter' })
  @IsString()
  owner: string;
  @ApiProperty({ example: 'efficientnet-lite0' })
  @IsString()
  name: string;
  @ApiProperty({ example: 'latest', description: 'A number, an alias or a digest.' })
  @IsString()
  ref: string;
}

export class YankRequest {
  @ApiPropertyOptional({ description: 'Shown to users who still request the version.' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  reason?: string;
}

export class MoveAliasRequest {
  @ApiProperty({ description: 'A number, another alias or a digest.', example: '3' })
  @IsString()
  version: string;
}

export class AliasResponse {
  @ApiProperty({ example: 'stable' })
  name: string;
  @ApiProperty({ description: 'Number of the version.' })
  version: number;
  @ApiProperty()
  updatedAt: Date;

  static of({ name, updatedAt, version }: Alias & { version: Version }): AliasResponse {
    return { name, version: version.number, updatedAt };
  }
}

export class AliasList {
  @ApiProperty({ type: [AliasResponse] })
  items: AliasResponse[];
}

export class VersionSummaryResponse {
  @ApiProperty()
  number: number;
  @ApiProperty({ description: 'sha256 of the manifest, a permanent name of the version.' })
  digest: string;
  @ApiProperty({ description: 'sha256 of topology, weights, labels and preprocessing.' })
  artifactDigest: string;
  @ApiProperty({ type: [String] })
  aliases: string[];
  @ApiProperty()
  createdAt: Date;
  @ApiProperty({ type: Date, nullable: true })
  yankedAt: Date | null;
  @ApiProperty({ type: String, nullable: true })
  yankReason: string | null;
  @ApiProperty()
  parameters: number;
  @ApiProperty({ description: 'Stored size of the weights in bytes.' })
  bytes: number;
  @ApiPropertyOptional({ type: 'object', additionalProperties: { type: 'number' } })
  metrics?: Record<string, number>;

  static of(version: Version & { aliases: Alias[] }): VersionSummaryResponse {
    const { number, digest, artifactDigest, createdAt, yankedAt, yankReason, aliases } = version;
    const { artifact, metrics } = version.manifest as unknown as Manifest;
    return {
      number,
      digest,
      artifactDigest,
      aliases: aliases.map((alias) => alias.name).sort(),
      createdAt,
      yankedAt,
      yankReason,
      parameters: artifact.summary.parameters,
      bytes: artifact.summary.weightBytes,
      metrics,
    };
  }
}

export class VersionPage {
  @ApiProperty({ type: [VersionSummaryResponse] })
  items: VersionSummaryResponse[];
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}

export class CardResponse {
  @ApiProperty({ description: 'The whole card: Markdown with YAML front matter.' })
  markdown: string;
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Field names as on Hugging Face.' })
  frontMatter: Card['frontMatter'];
  @ApiProperty({ description: 'The Markdown below the front matter.' })
  body: string;
}

export class OriginalFileResponse {
  @ApiProperty({ example: 'model.json' })
  path: string;
  @ApiProperty()
  size: number;
  @ApiProperty()
  digest: string;
}

/** `owner/name@number` and digest of something that the caller may see. */
export class OriginResponse {
  @ApiProperty()
  ref: string;
  @ApiProperty()
  digest: string;
}

export class LineageResponse {
  @ApiPropertyOptional()
  base?: OriginResponse;
  @ApiPropertyOptional()
  dataset?: OriginResponse;
  @ApiPropertyOptional({ description: 'Id of the run.' })
  run?: string;
}

export class VersionResponse extends VersionSummaryResponse {
  @ApiProperty({ example: 'starter/efficientnet-lite0@1' })
  ref: string;
  @ApiPropertyOptional({ description: 'A warning with the reason, if it was yanked.' })
  warning?: string;
  @ApiProperty()
  title: string;
  @ApiProperty()
  summary: string;
  @ApiProperty({ type: String, nullable: true })
  license: string | null;
  @ApiProperty({ type: [String] })
  tags: string[];
  @ApiProperty({ type: [String] })
  formats: string[];
  @ApiProperty()
  network: NetworkResponse;
  @ApiProperty({ type: TopBoundaryResponse, nullable: true, description: 'Null if it has no top.' })
  top: TopBoundaryResponse | null;
  @ApiProperty({ type: String, nullable: true, description: 'The layer after which new heads are attached.' })
  cut: string | null;
  @ApiProperty({ type: PreprocessingResponse, nullable: true, description: 'Null if unknown.' })
  preprocessing: PreprocessingResponse | null;
  @ApiProperty({ type: [String], nullable: true, description: 'One per output, in order.' })
  labels: string[] | null;
  @ApiProperty({ description: 'Whether `…/evaluation` has an evaluation.' })
  evaluated: boolean;
  @ApiProperty({ type: [OriginalFileResponse] })
  original: OriginalFileResponse[];
  @ApiProperty()
  lineage: LineageResponse;
}

export class RelativeResponse {
  @ApiProperty({ example: 'ada/cats@2' })
  ref: string;
  @ApiProperty()
  digest: string;
  @ApiProperty()
  title: string;
  @ApiProperty()
  yanked: boolean;
  @ApiProperty()
  createdAt: Date;

  static of({ model, number, digest, manifest, yankedAt, createdAt }: Relative): RelativeResponse {
    const { title } = (manifest as unknown as Manifest).config;
    const ref = `${model.namespace}/${model.name}@${number}`;
    return { ref, digest, title, yanked: yankedAt !== null, createdAt };
  }
}

export class RelativePage {
  @ApiProperty({ type: [RelativeResponse] })
  items: RelativeResponse[];
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}

export class FamilyResponse extends LineageResponse {
  @ApiProperty({ type: [RelativeResponse], description: 'From the base to the oldest ancestor.' })
  ancestors: RelativeResponse[];
  @ApiProperty({
    type: [RelativeResponse],
    description: 'The newest hundred, the newest first; `…/children` has all of them.',
  })
  children: RelativeResponse[];

  static ofFamily({ ancestors, children }: Family, lineage: Lineage): FamilyResponse {
    return {
      ...lineage,
      ancestors: ancestors.map((relative) => RelativeResponse.of(relative)),
      children: children.map((relative) => RelativeResponse.of(relative)),
    };
  }
}
