import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiPropertyOptional,
  ApiTags,
} from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsNumber, IsOptional, Max, Min } from 'class-validator';
import { Needs } from '#graft/accounts';
import { GarbageCollector, type SweepReport } from '#graft/storage';

const HOUR_MS = 3600 * 1000;

export class SweepQuery {
  @ApiPropertyOptional({
    description: 'Blobs that were stored within this number of hours are kept. At most ten years.',
    default: 24,
  })
  @IsOptional()
  @Type(() => Number)
  @IsNumber()
  @Min(0)
  @Max(87_600)
  graceHours?: number;
}

export class SweepRequestQuery extends SweepQuery {
  @ApiPropertyOptional({
    enum: ['true', 'false'],
    description:
      'Run even if a job is older than the grace period. Blobs that the job has stored are kept in any case.',
  })
  @IsOptional()
  @IsIn(['true', 'false'])
  force?: 'true' | 'false';
}

export class TallyResponse {
  @ApiProperty()
  blobs: number;
  @ApiProperty()
  bytes: number;
}

export class SweepReportResponse {
  @ApiProperty({
    description: 'Used, or stored within the grace period or since a running job started.',
  })
  kept: TallyResponse;
  @ApiProperty({ description: 'Unused: deleted, or in a dry run to be deleted.' })
  unneeded: TallyResponse;
  @ApiProperty({ type: [String], description: 'The first hundred unused blobs.' })
  digests: string[];
}

@ApiTags('operate')
@Needs('admin')
@Controller('gc')
export class GcController {
  constructor(private readonly collector: GarbageCollector) {}

  @ApiOperation({ summary: 'Lists what a sweep would delete' })
  @ApiOkResponse({ type: SweepReportResponse })
  @Get()
  plan(@Query() { graceHours }: SweepQuery): Promise<SweepReportResponse> {
    return this.collector.plan(milliseconds(graceHours));
  }

  @ApiOperation({ summary: 'Deletes unused blobs' })
  @ApiOkResponse({ type: SweepReportResponse })
  @ApiConflictResponse({ description: 'A job is older than the grace period.' })
  @Post()
  @HttpCode(200)
  sweep(@Query() { graceHours, force }: SweepRequestQuery): Promise<SweepReport> {
    return this.collector.sweep({ graceMs: milliseconds(graceHours), force: force === 'true' });
  }
}

const milliseconds = (hours: number | undefined) => hours && hours * HOUR_MS;
