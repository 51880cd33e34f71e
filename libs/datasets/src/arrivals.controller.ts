import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { type Caller, type CallerRequest, CurrentCaller, Needs, IdPath } from '#graft/accounts';
import { EventStreams, Jobs } from '#graft/jobs';
import { ArrivalResponse } from './arrivals.dto.js';
import { Arrivals } from './arrivals.js';

@ApiTags('data sets')
@Controller('datasets/arrivals/:id')
export class ArrivalsController {
  constructor(
    private readonly arrivals: Arrivals,
    private readonly jobs: Jobs,
    private readonly streams: EventStreams,
  ) {}

  @Get()
  @Needs('read')
  @ApiOkResponse({ type: ArrivalResponse })
  async show(@Param() { id }: IdPath, @CurrentCaller() caller: Caller): Promise<ArrivalResponse> {
    return ArrivalResponse.of(await this.arrivals.find(id, caller));
  }

  @Get('events')
  @Needs('read')
  @ApiOperation({ summary: 'Progress as server-sent events; continues after Last-Event-ID.' })
  @ApiProduces('text/event-stream')
  async events(
    @Param() { id }: IdPath,
    @CurrentCaller() caller: Caller,
    @Req() request: CallerRequest,
    @Res() response: Response,
  ): Promise<void> {
    await this.arrivals.find(id, caller);
    await this.streams.send(request, response, id);
  }

  @Post('cancel')
  @HttpCode(200)
  @Needs('read', 'train')
  @ApiOkResponse({ type: ArrivalResponse })
  async cancel(@Param() { id }: IdPath, @CurrentCaller() caller: Caller): Promise<ArrivalResponse> {
    await this.arrivals.find(id, caller);
    return ArrivalResponse.of(await this.jobs.cancel(id));
  }
}
