import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsNumber, IsOptional, IsString, MaxLength, Min } from 'class-validator';
import { type FindingKind, SEVERITY, type Severity } from './finding.js';

export class FsckRequest {
  @ApiPropertyOptional({
    description: 'Check only the database, and presence and size of blobs, without reading them.',
  })
  @IsOptional()
  @IsBoolean()
  quick?: boolean;
  @ApiPropertyOptional({
    description: 'Unused blobs are reported if they are older than this number of hours; 24 by default.',
  })
  @IsOptional()
  @IsNumber()
  @Min(0)
  graceHours?: number;
  @ApiPropertyOptional({
    description: 'Restore damaged and missing blobs from the original upload, the database or the replica.',
  })
  @IsOptional()
  @IsBoolean()
  mend?: boolean;
  @ApiPropertyOptional({
    description: 'A copy of the blobs: `s3://bucket/prefix`, or a folder of the server. GRAFT_REPLICA by default.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  replica?: string;
}

export class FsckProgressResponse {
  @ApiProperty({ description: 'Blobs that were read.' })
  blobs: number;
  @ApiProperty({ description: 'Bytes that were read.' })
  bytes: number;
  @ApiProperty()
  totalBlobs: number;
  @ApiProperty()
  totalBytes: number;
}

export class FsckCheckedResponse {
  @ApiProperty()
  blobs: number;
  @ApiProperty({ description: 'Bytes that were read and compared with their digests; 0 in a quick check.' })
  bytes: number;
  @ApiProperty()
  versions: number;
  @ApiProperty({ description: 'Versions of data sets.' })
  datasets: number;
  @ApiProperty()
  runs: number;
}

export class FindingResponse {
  @ApiProperty({ enum: Object.keys(SEVERITY) })
  kind: FindingKind;
  @ApiProperty({ enum: ['error', 'warning', 'info'] })
  severity: Severity;
  @ApiPropertyOptional({ description: 'Digest of the blob, if the finding is about a blob.' })
  digest?: string;
  @ApiProperty({ example: 'ada/pets@3' })
  where: string;
  @ApiProperty({ description: 'What is wrong, and what you can do.' })
  detail: string;
  @ApiProperty({ type: [String], description: 'What cannot be used completely because of it.' })
  touches: string[];
}

export class MendedResponse {
  @ApiProperty()
  digest: string;
  @ApiProperty({ description: 'The source that its bytes were restored from.' })
  from: string;
}

export class FsckReportResponse {
  @ApiProperty({ description: 'Whether no finding is an error.' })
  ok: boolean;
  @ApiProperty()
  checked: FsckCheckedResponse;
  @ApiProperty({ type: [FindingResponse], description: 'The worst first, at most 1,000.' })
  findings: FindingResponse[];
  @ApiProperty({ description: 'Number of further findings that are not in the list.' })
  omitted: number;
  @ApiProperty({ type: [MendedResponse], description: 'Blobs that were damaged or missing and are restored.' })
  mended: MendedResponse[];
}

export class FsckResponse {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ enum: ['running', 'done', 'failed'] })
  status: 'running' | 'done' | 'failed';
  @ApiProperty()
  quick: boolean;
  @ApiProperty()
  startedAt: Date;
  @ApiProperty({ type: Date, nullable: true })
  finishedAt: Date | null;
  @ApiProperty()
  progress: FsckProgressResponse;
  @ApiProperty({ type: FsckReportResponse, nullable: true, description: 'The findings, once the check has ended.' })
  report: FsckReportResponse | null;
  @ApiProperty({ type: Object, nullable: true, description: 'Problem details, if the check failed.' })
  problem: object | null;
}
