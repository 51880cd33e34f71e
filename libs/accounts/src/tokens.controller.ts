import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Caller } from './caller.js';
import { CurrentCaller, Needs, SignedIn } from './decorators.js';
import { IdPath } from './id-path.js';
import { LinkNext, PageById, pageOf } from './page.js';
import { CreateTokenRequest, IssuedTokenResponse, TokenPage, TokenResponse } from './tokens.dto.js';
import { Tokens } from './tokens.js';

@ApiTags('who')
@Controller('tokens')
export class TokensController {
  constructor(private readonly tokens: Tokens) {}

  /** Your tokens that were not revoked. */
  @ApiOkResponse({ type: TokenPage })
  @Get()
  @Needs('tokens')
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

  /** Makes a token with at most the scopes and the lifetime of the one you use. */
  @ApiCreatedResponse({ type: IssuedTokenResponse })
  @Post()
  @SignedIn()
  async create(@CurrentCaller() caller: Caller, @Body() request: CreateTokenRequest): Promise<IssuedTokenResponse> {
    return IssuedTokenResponse.ofIssued(await this.tokens.issueTo(caller, request));
  }

  /** Revokes a token of yours, at once and for good: the one you use, or another if you may manage tokens. */
  @Delete(':id')
  @SignedIn()
  @HttpCode(204)
  revoke(@CurrentCaller() caller: Caller, @Param() { id }: IdPath): Promise<void> {
    return this.tokens.revokeAs(caller, id);
  }
}
