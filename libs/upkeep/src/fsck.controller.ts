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

  @ApiOperation({ summary: 'The progress of the current check, or the result of the last one' })
  @ApiOkResponse({ type: FsckResponse })
  @Get()
  latest(): FsckResponse {
    return this.task.latest();
  }

  @ApiOperation({ summary: 'Starts an integrity check of everything that is stored; GET shows its progress' })
  @ApiAcceptedResponse({ type: FsckResponse })
  @Post()
  @HttpCode(202)
  start(@Body() { graceHours, ...options }: FsckRequest): FsckResponse {
    return this.task.start({ ...options, graceMs: graceHours === undefined ? undefined : graceHours * HOUR_MS });
  }
}
