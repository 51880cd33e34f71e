import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req, Res, UseInterceptors } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import {
  CurrentCaller,
  LinkNext,
  Needs,
  PageById,
  pageOf,
  SignedIn,
  type Caller,
  type CallerRequest,
  IdPath,
} from '#graft/accounts';
import { EventStreams } from '#graft/jobs';
import { parseCard } from '#graft/cards';
import { CardResponse } from '#graft/zoo';
import { RunPublishing } from './run-publishing.js';
import { detailsOf, summaryOf, versionLink, type RunRow } from './run-row.js';
import {
  ChooseRecipeRequest,
  ChosenRecipeResponse,
  CreateRunRequest,
  PublishRunRequest,
  RunCardQuery,
  RunPage,
  RunResponse,
  VersionLink,
} from './runs.dto.js';
import { Runs } from './runs.js';

/** Fine-tunes. A run is its owner's alone; admins see all. */
@ApiTags('fine-tune')
@Controller('runs')
export class RunsController {
  constructor(
    private readonly runs: Runs,
    private readonly publishing: RunPublishing,
    private readonly streams: EventStreams,
  ) {}

  @ApiOperation({ summary: 'Starts a run that fine-tunes a model on a data set' })
  @ApiAcceptedResponse({ type: RunResponse })
  @Post()
  @Needs('train')
  @HttpCode(202)
  async create(
    @CurrentCaller() caller: Caller,
    @Body() body: CreateRunRequest,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RunResponse> {
    const run = await this.runs.create(caller, body);
    response.location(`${request.path}/${run.id}`);
    return this.show(run);
  }

  @ApiOperation({ summary: 'The recipe of a run and the reason of each setting, without starting the run' })
  @ApiOkResponse({ type: ChosenRecipeResponse })
  @Post('recipe')
  @SignedIn()
  @HttpCode(200)
  chooseRecipe(@CurrentCaller() caller: Caller, @Body() body: ChooseRecipeRequest): Promise<ChosenRecipeResponse> {
    return this.runs.choose(caller, body);
  }

  @ApiOperation({ summary: 'Lists your runs, the latest first' })
  @ApiOkResponse({ type: RunPage })
  @Get()
  @Needs('read')
  @UseInterceptors(LinkNext)
  async list(@CurrentCaller() caller: Caller, @Query() page: PageById): Promise<RunPage> {
    const rows = await this.runs.list(caller, page);
    return pageOf(rows, page.limit, ({ id }) => id, summaryOf);
  }

  @ApiOperation({ summary: 'A run, with its recipe, history and evaluation' })
  @ApiOkResponse({ type: RunResponse })
  @Get(':id')
  @Needs('read')
  async find(@CurrentCaller() caller: Caller, @Param() { id }: IdPath): Promise<RunResponse> {
    return this.show(await this.runs.find(caller, id));
  }

  @ApiOperation({ summary: 'The events of a run, as server-sent events; continues after Last-Event-ID' })
  @ApiProduces('text/event-stream')
  @Get(':id/events')
  @Needs('read')
  async events(
    @CurrentCaller() caller: Caller,
    @Param() { id }: IdPath,
    @Req() request: CallerRequest,
    @Res() response: Response,
  ): Promise<void> {
    await this.runs.find(caller, id);
    await this.streams.send(request, response, id);
  }

  @ApiOperation({ summary: 'Cancels a run; it can be resumed' })
  @ApiAcceptedResponse({ type: RunResponse })
  @Post(':id/cancel')
  @Needs('read', 'train')
  @HttpCode(202)
  async cancel(@CurrentCaller() caller: Caller, @Param() { id }: IdPath): Promise<RunResponse> {
    return this.show(await this.runs.cancel(caller, id));
  }

  @ApiOperation({ summary: 'Resumes a failed or cancelled run from its last checkpoint' })
  @ApiAcceptedResponse({ type: RunResponse })
  @Post(':id/resume')
  @Needs('read', 'train')
  @HttpCode(202)
  async resume(@CurrentCaller() caller: Caller, @Param() { id }: IdPath): Promise<RunResponse> {
    return this.show(await this.runs.resume(caller, id));
  }

  @ApiOperation({ summary: 'The generated card of the model of a run, which is used if the request has no card' })
  @ApiOkResponse({ type: CardResponse })
  @Get(':id/card')
  @Needs('read')
  async card(
    @CurrentCaller() caller: Caller,
    @Param() { id }: IdPath,
    @Query() { name }: RunCardQuery,
  ): Promise<CardResponse> {
    const run = await this.runs.find(caller, id);
    const markdown = this.publishing.card(run, await this.runs.log(run), name);
    return { markdown, ...parseCard(markdown) };
  }

  @ApiOperation({ summary: 'Publishes the model of a run as a version; a repeated request returns the same version' })
  @ApiOkResponse({ type: VersionLink })
  @Post(':id/publish')
  @Needs('read', 'publish')
  @HttpCode(200)
  async publish(
    @CurrentCaller() caller: Caller,
    @Param() { id }: IdPath,
    @Body() body: PublishRunRequest,
  ): Promise<VersionLink> {
    const run = await this.runs.find(caller, id);
    const { model, version } = await this.publishing.publish(caller, run, await this.runs.log(run), body);
    return versionLink({ ...version, model });
  }

  @ApiOperation({ summary: 'Deletes a run that has ended; published models stay' })
  @Delete(':id')
  @Needs('read', 'train')
  @HttpCode(204)
  delete(@CurrentCaller() caller: Caller, @Param() { id }: IdPath): Promise<void> {
    return this.runs.delete(caller, id);
  }

  private async show(run: RunRow): Promise<RunResponse> {
    return detailsOf(run, await this.runs.log(run));
  }
}
