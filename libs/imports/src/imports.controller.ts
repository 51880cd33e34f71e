import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Query,
  Req,
  Res,
  StreamableFile,
  UseInterceptors,
} from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import {
  type Caller,
  type CallerRequest,
  CurrentCaller,
  LinkNext,
  Needs,
  PageById,
  pageOf,
  IdPath,
} from '#graft/accounts';
import { EventStreams } from '#graft/jobs';
import { CreateImportRequest, ExampleQuery, PublishImportRequest } from './requests.js';
import { ImportPage, ImportResponse, ImportSummary, PublishedResponse } from './responses.js';
import { Imports, type ImportWithJob } from './imports.js';
import { LayerTableResponse } from '#graft/serving';

/** Models on their way into the zoo: read first, shown, then published. */
@ApiTags('add a model')
@Controller('imports')
export class ImportsController {
  constructor(
    private readonly imports: Imports,
    private readonly streams: EventStreams,
  ) {}

  @ApiOperation({ summary: 'Imports a model from uploads or a URL, or indexes a bucket or folder' })
  @ApiAcceptedResponse({ type: ImportResponse })
  @Post()
  @Needs('publish')
  @HttpCode(202)
  async create(
    @Body() body: CreateImportRequest,
    @CurrentCaller() caller: Caller,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ImportResponse> {
    const created = await this.imports.create(caller, body);
    response.location(`${request.originalUrl.replace(/\?.*$/, '')}/${created.id}`);
    return this.show(created);
  }

  @ApiOperation({ summary: 'Lists your imports, the latest first' })
  @ApiOkResponse({ type: ImportPage })
  @Get()
  @Needs('read')
  @UseInterceptors(LinkNext)
  async list(@Query() page: PageById, @CurrentCaller() caller: Caller): Promise<ImportPage> {
    const rows = await this.imports.list(caller, page);
    return pageOf(
      rows,
      page.limit,
      ({ id }) => id,
      (row) => ImportSummary.of(row),
    );
  }

  @ApiOkResponse({ type: ImportResponse })
  @Get(':id')
  @Needs('read')
  async find(@Param() { id }: IdPath, @CurrentCaller() caller: Caller): Promise<ImportResponse> {
    return this.show(await this.imports.find(caller, id));
  }

  @ApiOperation({ summary: 'Progress as server-sent events; continues after Last-Event-ID.' })
  @ApiProduces('text/event-stream')
  @Get(':id/events')
  @Needs('read')
  async events(
    @Param() { id }: IdPath,
    @CurrentCaller() caller: Caller,
    @Req() request: CallerRequest,
    @Res() response: Response,
  ): Promise<void> {
    await this.imports.find(caller, id);
    await this.streams.send(request, response, id);
  }

  @ApiOperation({ summary: 'The layer table of a model that was read, before it is published' })
  @ApiOkResponse({ type: LayerTableResponse })
  @Get(':id/layers')
  @Needs('read')
  async layers(@Param() { id }: IdPath, @CurrentCaller() caller: Caller): Promise<LayerTableResponse> {
    return this.imports.layerTable(caller, id);
  }

  @ApiOperation({ summary: 'An example image before and after the preprocessing, side by side' })
  @ApiProduces('image/png')
  @Get(':id/example.png')
  @Needs('read')
  async example(
    @Param() { id }: IdPath,
    @Query() { preprocessing }: ExampleQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<StreamableFile> {
    return new StreamableFile(await this.imports.example(caller, id, preprocessing), { type: 'image/png' });
  }

  @ApiOkResponse({ type: ImportResponse })
  @Post(':id/cancel')
  @Needs('read', 'publish')
  @HttpCode(200)
  async cancel(@Param() { id }: IdPath, @CurrentCaller() caller: Caller): Promise<ImportResponse> {
    return this.show(await this.imports.cancel(caller, id));
  }

  @ApiOperation({ summary: 'Deletes an import; models published from it stay' })
  @Delete(':id')
  @Needs('read', 'publish')
  @HttpCode(204)
  async delete(@Param() { id }: IdPath, @CurrentCaller() caller: Caller): Promise<void> {
    await this.imports.delete(caller, id);
  }

  @ApiOperation({ summary: 'Publishes the model of an import; a repeated request returns the same version' })
  @ApiOkResponse({ type: PublishedResponse })
  @Post(':id/publish')
  @Needs('read', 'publish')
  @HttpCode(200)
  async publish(
    @Param() { id }: IdPath,
    @Body() body: PublishImportRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<PublishedResponse> {
    return PublishedResponse.of(await this.imports.publish(caller, id, body));
  }

  private async show(found: ImportWithJob): Promise<ImportResponse> {
    return ImportResponse.withProblems(found, await this.imports.problems(found));
  }
}
