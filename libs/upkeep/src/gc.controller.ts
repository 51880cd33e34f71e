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
    description: 'Blobs stored in the last so many hours are spared. At most ten years.',
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
    description: 'Sweep though a job is older than the grace period. What it has stored is spared even so.',
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
    description: 'Needed by something, or stored within the grace period or since a job under way began.',
  })
  kept: TallyResponse;
  @ApiProperty({ description: 'Needed by nothing: deleted, or, in a dry run, to be deleted.' })
  unneeded: TallyResponse;
  @ApiProperty({ type: [String], description: 'The first hundred of the unneeded.' })
  digests: string[];
}

@ApiTags('operate')
@Needs('admin')
@Controller('gc')
export class GcController {
  constructor(private readonly collector: GarbageCollector) {}

  @ApiOperation({ summary: 'What a sweep would delete' })
  @ApiOkResponse({ type: SweepReportResponse })
  @Get()
  plan(@Query() { graceHours }: SweepQuery): Promise<SweepReportResponse> {
    return this.collector.plan(milliseconds(graceHours));
  }

  @ApiOperation({ summary: 'Deletes the blobs that nothing needs' })
  @ApiOkResponse({ type: SweepReportResponse })
  @ApiConflictResponse({ description: 'A job is older than the grace period.' })
  @Post()
  @HttpCode(200)
  sweep(@Query() { graceHours, force }: SweepRequestQuery): Promise<SweepReport> {
    return this.collector.sweep({ graceMs: milliseconds(graceHours), force: force === 'true' });
  }
}

const milliseconds = (hours: number | undefined) => hours && hours * HOUR_MS;
