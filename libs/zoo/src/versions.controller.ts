import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req, Res, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Caller, CurrentCaller, LinkNext, Needs, PageById, PageByNumber, pageOf, Public } from '#graft/accounts';
import { LineageTree } from './lineage.js';
import { ModelPath } from './models.dto.js';
import { References, type Resolved } from './references.js';
import { Retraction } from './retraction.js';
import { unchanged } from './unchanged.js';
import {
  CardResponse,
  FamilyResponse,
  RelativePage,
  RelativeResponse,
  VersionPage,
  VersionPath,
  VersionResponse,
  VersionSummaryResponse,
  YankRequest,
} from './versions.dto.js';
import { Versions } from './versions.js';

/** Versions never change: a new card, other labels or another licence make a new version. */
@ApiTags('browse')
@Controller('models/:owner/:name/versions')
export class VersionsController {
  constructor(
    private readonly references: References,
    private readonly versions: Versions,
    private readonly lineage: LineageTree,
    private readonly retraction: Retraction,
  ) {}

  @ApiOperation({ summary: 'Lists all versions, the newest first' })
  @ApiOkResponse({ type: VersionPage })
  @Get()
  @Public()
  @UseInterceptors(LinkNext)
  async list(
    @Param() { owner, name }: ModelPath,
    @Query() { limit, cursor }: PageByNumber,
    @CurrentCaller() caller: Caller | null,
  ): Promise<VersionPage> {
    const model = await this.references.model(owner, name, caller);
    return pageOf(
      await this.versions.list(model, limit, cursor),
      limit,
      ({ number }) => String(number),
      (version) => VersionSummaryResponse.of(version),
    );
  }

  @ApiOperation({ summary: 'One version, by number, alias or digest' })
  @ApiOkResponse({ type: VersionResponse })
  @Get(':ref')
  @Public()
  async show(@Param() path: VersionPath, @CurrentCaller() caller: Caller | null): Promise<VersionResponse> {
    return this.versions.detail(await this.resolve(path, caller), caller);
  }

  @ApiOperation({ summary: 'The card: Markdown and parsed front matter' })
  @ApiOkResponse({ type: CardResponse })
  @Get(':ref/card')
  @Public()
  async card(
    @Param() path: VersionPath,
    @CurrentCaller() caller: Caller | null,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CardResponse | undefined> {
    const { model, version, manifest } = await this.resolve(path, caller);
    if (unchanged(request, response, manifest.card.digest, model.visibility)) return undefined;
    return this.versions.card(version);
  }

  @ApiOperation({ summary: 'Its base models, its data set and the models based on it, as far as you may see them' })
  @ApiOkResponse({ type: FamilyResponse })
  @Get(':ref/lineage')
  @Public()
  async family(@Param() path: VersionPath, @CurrentCaller() caller: Caller | null): Promise<FamilyResponse> {
    const resolved = await this.resolve(path, caller);
    const family = await this.lineage.family(resolved.version, caller);
    return FamilyResponse.ofFamily(family, await this.lineage.origin(resolved, caller));
  }

  @ApiOperation({ summary: 'Lists the models based on it, as far as you may see them, the newest first' })
  @ApiOkResponse({ type: RelativePage })
  @Get(':ref/children')
  @Public()
  @UseInterceptors(LinkNext)
  async children(
    @Param() path: VersionPath,
    @Query() { limit, cursor }: PageById,
    @CurrentCaller() caller: Caller | null,
  ): Promise<RelativePage> {
    const { version } = await this.resolve(path, caller);
    const children = await this.lineage.children(version, caller, { take: limit + 1, before: cursor });
    return pageOf(
      children,
      limit,
      ({ id }) => id,
      (child) => RelativeResponse.of(child),
    );
  }

  @ApiOperation({ summary: 'Yanks a version: it is hidden, but still available by number and digest, with a warning' })
  @ApiOkResponse({ type: VersionResponse })
  @Post(':ref/yank')
  @Needs('publish')
  @HttpCode(200)
  async yank(
    @Param() { owner, name, ref }: VersionPath,
    @Body() { reason }: YankRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<VersionResponse> {
    const { number } = await this.retraction.yank(caller, owner, name, ref, reason);
    return this.show({ owner, name, ref: String(number) }, caller);
  }

  @ApiOperation({ summary: 'Undoes a yank' })
  @ApiOkResponse({ type: VersionResponse })
  @Delete(':ref/yank')
  @Needs('publish')
  async unyank(@Param() { owner, name, ref }: VersionPath, @CurrentCaller() caller: Caller): Promise<VersionResponse> {
    const { number } = await this.retraction.unyank(caller, owner, name, ref);
    return this.show({ owner, name, ref: String(number) }, caller);
  }

  @ApiOperation({ summary: 'Deletes a version, if no other model is based on it; its number is never used again' })
  @Delete(':ref')
  @Needs('publish')
  @HttpCode(204)
  async delete(@Param() { owner, name, ref }: VersionPath, @CurrentCaller() caller: Caller): Promise<void> {
    await this.retraction.deleteVersion(caller, owner, name, ref);
  }

  private resolve({ owner, name, ref }: VersionPath, caller: Caller | null): Promise<Resolved> {
    return this.references.version(owner, name, ref, caller);
  }
}
