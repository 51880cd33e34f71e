import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, Public, type Caller } from '#graft/accounts';
import { References, VersionPath } from '#graft/zoo';
import { VersionEvaluationResponse } from './evaluation.dto.js';
import { VersionEvaluations } from './version-evaluations.js';

@ApiTags('browse')
@Public()
@Controller('models/:owner/:name/versions/:ref')
export class VersionEvaluationController {
  constructor(
    private readonly references: References,
    private readonly evaluations: VersionEvaluations,
  ) {}

  @ApiOperation({ summary: 'How good a version is on images that its training never saw, where a run made it' })
  @ApiOkResponse({ type: VersionEvaluationResponse })
  @Get('evaluation')
  async find(
    @Param() { owner, name, ref }: VersionPath,
    @CurrentCaller() caller: Caller | null,
  ): Promise<VersionEvaluationResponse> {
    return this.evaluations.find(await this.references.version(owner, name, ref, caller), caller);
  }
}
