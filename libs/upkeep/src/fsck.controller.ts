import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '#graft/accounts';
import { FsckTask } from './fsck-task.js';
import { FsckRequest, FsckResponse } from './fsck.dto.js';

const HOUR_MS = 3600 * 1000;

@ApiTags('operate')
@Needs('admin')
@Controller('fsck')
export class FsckController {
  constructor(private readonly task: FsckTask) {}

  @ApiOperation({ summary: 'The check under way, or what the last one found' })
  @ApiOkResponse({ type: FsckResponse })
  @Get()
  latest(): FsckResponse {
    return this.task.latest();
  }

  @ApiOperation({ summary: 'Begins to check that everything stored is whole; GET says how far it is' })
  @ApiAcceptedResponse({ type: FsckResponse })
  @Post()
  @HttpCode(202)
  start(@Body() { graceHours, ...options }: FsckRequest): FsckResponse {
    return this.task.start({ ...options, graceMs: graceHours === undefined ? undefined : graceHours * HOUR_MS });
  }
}
