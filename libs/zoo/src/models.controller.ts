import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Query, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller, LinkNext, Needs, Public } from '#graft/accounts';
import {
  ChangeModelRequest,
  ModelDetailResponse,
  ModelPage,
  ModelPath,
  ModelResponse,
  SearchQuery,
} from './models.dto.js';
import { Publishing } from './publishing.js';
import { References } from './references.js';
import { Retraction } from './retraction.js';
import { Search } from './search.js';
import { VersionSummaryResponse } from './versions.dto.js';
import { Versions } from './versions.js';

@ApiTags('browse')
@Controller('models')
export class ModelsController {
  constructor(
    private readonly search: Search,
    private readonly references: References,
    private readonly versions: Versions,
    private readonly publishing: Publishing,
    private readonly retraction: Retraction,
  ) {}

  @ApiOperation({ summary: 'Lists and searches models, with the counts of each facet' })
  @ApiOkResponse({ type: ModelPage })
  @Get()
  @Public()
  @UseInterceptors(LinkNext)
  async list(@Query() query: SearchQuery, @CurrentCaller() caller: Caller | null): Promise<ModelPage> {
    return ModelPage.of(await this.search.models(query, caller));
  }

  @ApiOperation({ summary: 'One model, with its latest version and card' })
  @ApiOkResponse({ type: ModelDetailResponse })
  @Get(':owner/:name')
  @Public()
  async show(
    @Param() { owner, name }: ModelPath,
    @CurrentCaller() caller: Caller | null,
  ): Promise<ModelDetailResponse> {
    const model = await this.references.model(owner, name, caller);
    const latest = await this.versions.latest(model);
    return {
      ...ModelResponse.of(model),
      latest: latest && VersionSummaryResponse.of(latest),
      card: latest && (await this.versions.card(latest)),
    };
  }

  @ApiOperation({ summary: 'Makes a model public or private, with all its versions' })
  @ApiOkResponse({ type: ModelResponse })
  @Patch(':owner/:name')
  @Needs('publish')
  async change(
    @Param() { owner, name }: ModelPath,
    @Body() { visibility }: ChangeModelRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<ModelResponse> {
    return ModelResponse.of(await this.publishing.setVisibility(caller, owner, name, visibility));
  }

  @ApiOperation({ summary: 'Deletes a model with all versions, if no other model is based on them' })
  @Delete(':owner/:name')
  @Needs('publish')
  @HttpCode(204)
  async delete(@Param() { owner, name }: ModelPath, @CurrentCaller() caller: Caller): Promise<void> {
    await this.retraction.deleteModel(caller, owner, name);
  }
}
