import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsNumber, IsOptional, Min } from 'class-validator';
import { Needs } from '#graft/accounts';
import { GarbageCollector, type SweepReport } from './gc.js';

const HOUR_MS = 3600 * 1000;

export class SweepQuery {
  @ApiPropertyOptional({ description: 'Blobs stored in the last so many hours are spared.', default: 24 })
  @IsOptional()
  @Type(() => Number)
  @IsNumber()
  @Min(0)
  graceHours?: number;
}

export class TallyResponse {
  @ApiProperty()
  blobs: number;
  @ApiProperty()
  bytes: number;
}

export class SweepReportResponse {
  @ApiProperty({ description: 'Needed by something, or stored within the grace period.' })
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
  @Post()
  @HttpCode(200)
  sweep(@Query() { graceHours }: SweepQuery): Promise<SweepReport> {
    return this.collector.sweep(milliseconds(graceHours));
  }
}

const milliseconds = (hours: number | undefined) => hours && hours * HOUR_MS;
