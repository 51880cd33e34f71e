import { Controller, Get, Param } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, Public, type Caller } from '#graft/accounts';
import { References, VersionPath } from '#graft/zoo';
import { byTask, VERSION_EVALUATIONS, type VersionEvaluationResponse } from './tasks/responses.js';
import { VersionEvaluations } from './version-evaluations.js';

@ApiTags('browse')
@ApiExtraModels(...Object.values(VERSION_EVALUATIONS))
@Public()
@Controller('models/:owner/:name/versions/:ref')
export class VersionEvaluationController {
  constructor(
    private readonly references: References,
    private readonly evaluations: VersionEvaluations,
  ) {}

  @ApiOperation({ summary: 'The evaluation of a version on test images, if a run made it' })
  @ApiOkResponse({ schema: byTask(VERSION_EVALUATIONS) })
  @Get('evaluation')
  async find(
    @Param() { owner, name, ref }: VersionPath,
    @CurrentCaller() caller: Caller | null,
  ): Promise<VersionEvaluationResponse> {
    return this.evaluations.find(await this.references.version(owner, name, ref, caller), caller);
  }
}
