import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsString } from 'class-validator';
import { type Caller, CurrentCaller, Needs, Public } from '#graft/accounts';
import { Aliases } from './aliases.js';
import { ModelPath } from './models.dto.js';
import { AliasList, AliasResponse, MoveAliasRequest } from './versions.dto.js';

export class AliasPath extends ModelPath {
  @ApiProperty({ example: 'stable' })
  @IsString()
  alias: string;
}

/** Names that move from version to version. `latest` follows publishing and cannot be moved by hand. */
@ApiTags('browse')
@Controller('models/:owner/:name/aliases')
export class AliasesController {
  constructor(private readonly aliases: Aliases) {}

  @ApiOperation({ summary: 'Lists all aliases, by name' })
  @ApiOkResponse({ type: AliasList })
  @Get()
  @Public()
  async list(@Param() { owner, name }: ModelPath, @CurrentCaller() caller: Caller | null): Promise<AliasList> {
    const aliases = await this.aliases.list(caller, owner, name);
    return { items: aliases.map((alias) => AliasResponse.of(alias)) };
  }

  @ApiOperation({ summary: 'Sets an alias to a version' })
  @ApiOkResponse({ type: AliasResponse })
  @Put(':alias')
  @Needs('publish')
  async move(
    @Param() { owner, name, alias }: AliasPath,
    @Body() { version }: MoveAliasRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<AliasResponse> {
    return AliasResponse.of(await this.aliases.move(caller, owner, name, alias, version));
  }

  @ApiOperation({ summary: 'Deletes an alias' })
  @Delete(':alias')
  @Needs('publish')
  @HttpCode(204)
  async remove(@Param() { owner, name, alias }: AliasPath, @CurrentCaller() caller: Caller): Promise<void> {
    await this.aliases.remove(caller, owner, name, alias);
  }
}
