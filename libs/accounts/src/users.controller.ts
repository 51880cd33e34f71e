import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsBoolean, IsEnum, IsOptional, IsString, Length, Matches } from 'class-validator';
import { Role, type Account } from '#graft/database';
import { Accounts } from './accounts.js';
import { Needs } from './decorators.js';
import { IdPath } from './id-path.js';
import { NAME } from './names.js';
import { LinkNext, PageById, pageOf } from './page.js';
import { TokenPage, TokenResponse } from './tokens.dto.js';
import { Tokens } from './tokens.js';

export class CreateUserRequest {
  @ApiProperty({ pattern: NAME.source })
  @Matches(NAME)
  name: string;

  @ApiPropertyOptional({ enum: Role, default: Role.member })
  @IsEnum(Role)
  role: Role = Role.member;

  @ApiPropertyOptional({ description: 'Needed to sign in with a browser.', minLength: 12 })
  @IsOptional()
  @IsString()
  @Length(12, 1000)
  password?: string;
}

export class ChangeUserRequest {
  @ApiProperty({
    description:
      'Whether the account is disabled: it cannot sign in, its tokens are refused and its jobs are cancelled.',
  })
  @IsBoolean()
  disabled: boolean;
}

export class UserResponse {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty()
  name: string;
  @ApiProperty({ enum: Role })
  role: Role;
  @ApiProperty()
  createdAt: Date;
  @ApiProperty({ type: Date, nullable: true, description: 'When the account was disabled; null if it is enabled.' })
  disabledAt: Date | null;

  static of({ id, name, role, createdAt, disabledAt }: Account): UserResponse {
    return { id, name, role, createdAt, disabledAt };
  }
}

export class UserPage {
  @ApiProperty({ type: [UserResponse] })
  items: UserResponse[];
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}

class UserTokenPath extends IdPath {
  @ApiProperty()
  @IsString()
  name: string;
}

export class RevokedTokensResponse {
  @ApiProperty({ description: 'Number of tokens and sessions that were revoked.' })
  revoked: number;
}

@ApiTags('who')
@Controller('users')
export class UsersController {
  constructor(
    private readonly accounts: Accounts,
    private readonly tokens: Tokens,
  ) {}

  /** All accounts. */
  @ApiOkResponse({ type: UserPage })
  @Get()
  @Needs('admin')
  @UseInterceptors(LinkNext)
  async list(@Query() page: PageById): Promise<UserPage> {
    return pageOf(
      await this.accounts.list(page),
      page.limit,
      ({ id }) => id,
      (account) => UserResponse.of(account),
    );
  }

  /** Makes an account, with a namespace of the same name. */
  @ApiCreatedResponse({ type: UserResponse })
  @Post()
  @Needs('admin')
  async create(@Body() request: CreateUserRequest): Promise<UserResponse> {
    return UserResponse.of(await this.accounts.create(request));
  }

  /** Disables or enables an account. The last admin who can sign in cannot be disabled. */
  @ApiOkResponse({ type: UserResponse })
  @Patch(':name')
  @Needs('admin')
  async change(@Param('name') name: string, @Body() { disabled }: ChangeUserRequest): Promise<UserResponse> {
    return UserResponse.of(await (disabled ? this.accounts.disable(name) : this.accounts.enable(name)));
  }

  /** Tokens of an account that were not revoked; open sessions are among them. */
  @ApiOkResponse({ type: TokenPage })
  @Get(':name/tokens')
  @Needs('admin')
  @UseInterceptors(LinkNext)
  async listTokens(@Param('name') name: string, @Query() page: PageById): Promise<TokenPage> {
    const { id } = await this.accounts.find(name);
    return pageOf(
      await this.tokens.list(id, page),
      page.limit,
      (token) => token.id,
      (token) => TokenResponse.of(token),
    );
  }

  /** Revokes all tokens of an account and ends its sessions. It can sign in again, unless it is disabled. */
  @ApiOkResponse({ type: RevokedTokensResponse })
  @Delete(':name/tokens')
  @Needs('admin')
  async revokeTokens(@Param('name') name: string): Promise<RevokedTokensResponse> {
    const { id } = await this.accounts.find(name);
    return { revoked: await this.tokens.revokeAll(id) };
  }

  /** Revokes one token of an account. */
  @Delete(':name/tokens/:id')
  @Needs('admin')
  @HttpCode(204)
  async revokeToken(@Param() { name, id }: UserTokenPath): Promise<void> {
    await this.tokens.revoke((await this.accounts.find(name)).id, id);
  }
}
