import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  UseInterceptors,
} from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Caller } from './caller.js';
import { CurrentCaller } from './decorators.js';
import { LinkNext, PageById, pageOf } from './page.js';
import { CreateTokenRequest, IssuedTokenResponse, TokenPage, TokenResponse } from './tokens.dto.js';
import { Tokens } from './tokens.js';

@ApiTags('who')
@ApiBearerAuth()
@Controller('tokens')
export class TokensController {
  constructor(private readonly tokens: Tokens) {}

  /** Your tokens that were not revoked. */
  @ApiOkResponse({ type: TokenPage })
  @Get()
  @UseInterceptors(LinkNext)
  async list(@CurrentCaller() caller: Caller, @Query() page: PageById): Promise<TokenPage> {
    const rows = await this.tokens.list(caller.accountId, page);
    return pageOf(
      rows,
      page.limit,
      ({ id }) => id,
      (token) => TokenResponse.of(token),
    );
  }

  /** Makes a token with at most the scopes of the one you use. */
  @ApiCreatedResponse({ type: IssuedTokenResponse })
  @Post()
  async create(@CurrentCaller() caller: Caller, @Body() request: CreateTokenRequest): Promise<IssuedTokenResponse> {
    return IssuedTokenResponse.ofIssued(await this.tokens.issueTo(caller, request));
  }

  /** Revokes a token of yours, at once and for good. */
  @Delete(':id')
  @HttpCode(204)
  revoke(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.tokens.revoke(caller.accountId, id);
  }
}
