import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  Res,
  UseInterceptors,
} from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { type Caller, CurrentCaller, LinkNext, Needs, PageById, pageOf, Public } from '#graft/accounts';
import { ArrivalResponse } from './arrivals.dto.js';
import { Arrivals } from './arrivals.js';
import { ChangeDatasetRequest, CreateDatasetRequest, DatasetPage, DatasetResponse } from './datasets.dto.js';
import { Datasets } from './datasets.js';

@ApiTags('data sets')
@Controller('datasets')
export class DatasetsController {
  constructor(
    private readonly datasets: Datasets,
    private readonly arrivals: Arrivals,
  ) {}

  @Post()
  @HttpCode(202)
  @Needs('train')
  @ApiOperation({ summary: 'Creates a data set or a version of one; the images are processed in the background' })
  @ApiAcceptedResponse({
    type: ArrivalResponse,
    headers: { Location: { description: 'Path of the job that processes the images.' } },
  })
  async create(
    @Body() body: CreateDatasetRequest,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ArrivalResponse> {
    const job = await this.arrivals.begin(body, caller);
    response.location(`/api/v1/datasets/arrivals/${job.id}`);
    return ArrivalResponse.of(job);
  }

  @Get()
  @Public()
  @UseInterceptors(LinkNext)
  @ApiOperation({ summary: 'Lists the data sets that you may see, the newest first' })
  @ApiOkResponse({ type: DatasetPage })
  async list(@Query() query: PageById, @CurrentCaller() caller: Caller | null): Promise<DatasetPage> {
    const rows = await this.datasets.list(caller, query);
    return pageOf(
      rows,
      query.limit,
      ({ id }) => id,
      (row) => DatasetResponse.of(row),
    );
  }

  @Get(':owner/:name')
  @Public()
  @ApiOkResponse({ type: DatasetResponse })
  async show(
    @Param('owner') owner: string,
    @Param('name') name: string,
    @CurrentCaller() caller: Caller | null,
  ): Promise<DatasetResponse> {
    return DatasetResponse.of(await this.datasets.find(owner, name, caller));
  }

  @Patch(':owner/:name')
  @Needs('train')
  @ApiOperation({ summary: 'Makes a data set public or private, with all its versions' })
  @ApiOkResponse({ type: DatasetResponse })
  async change(
    @Param('owner') owner: string,
    @Param('name') name: string,
    @Body() { visibility }: ChangeDatasetRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<DatasetResponse> {
    return DatasetResponse.of(await this.datasets.setVisibility(owner, name, visibility, caller));
  }

  @Delete(':owner/:name')
  @HttpCode(204)
  @Needs('train')
  @ApiOperation({ summary: 'Deletes a data set with all versions; refused while unfinished runs of its owner use it' })
  async delete(
    @Param('owner') owner: string,
    @Param('name') name: string,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.datasets.delete(owner, name, caller);
  }
}
