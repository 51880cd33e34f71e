import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Caller, CurrentCaller, Public } from '#graft/accounts';
import { Asks, visitorOf } from '#graft/admission';
import type { Digest } from '#graft/storage';
import { References, unchanged, VersionPath } from '#graft/zoo';
import { LayerTableResponse } from './layers.dto.js';
import { ModelPool } from './pool/model-pool.js';

/** The layers of a version. */
@ApiTags('browse')
@Public()
@Controller('models/:owner/:name/versions/:ref/layers')
export class LayersController {
  constructor(
    private readonly references: References,
    private readonly pool: ModelPool,
  ) {}

  @ApiOperation({ summary: 'The layers, and where the top begins', operationId: 'Versions.layers' })
  @ApiOkResponse({ type: LayerTableResponse })
  @Get()
  @Asks('models')
  async layers(
    @Param() { owner, name, ref }: VersionPath,
    @CurrentCaller() caller: Caller | null,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<LayerTableResponse | undefined> {
    const { model, version, manifest } = await this.references.version(owner, name, ref, caller);
    if (unchanged(request, response, version.digest as Digest, model.visibility)) return undefined;
    return { top: manifest.artifact.top, layers: await this.pool.layerTable(visitorOf(request), manifest.artifact) };
  }
}
