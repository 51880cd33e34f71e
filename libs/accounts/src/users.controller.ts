import { Body, Controller, Get, Post, Query, UseInterceptors } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiProperty,
  ApiPropertyOptional,
  ApiTags,
} from '@nestjs/swagger';
import { IsEnum, IsOptional, IsString, Length, Matches } from 'class-validator';
import { Role, type Account } from '#graft/database';
import { Accounts } from './accounts.js';
import { Needs } from './decorators.js';
import { NAME } from './names.js';
import { LinkNext, PageById, pageOf } from './page.js';

export class CreateUserRequest {
  @ApiProperty({ pattern: NAME.source })
  @Matches(NAME)
  name: string;

  @ApiPropertyOptional({ enum: Role, default: Role.member })
  @IsEnum(Role)
  role: Role = Role.member;

  @ApiPropertyOptional({ description: 'To sign in with in a browser.', minLength: 12 })
  @IsOptional()
  @IsString()
  @Length(12, 1000)
  password?: string;
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

  static of({ id, name, role, createdAt }: Account): UserResponse {
    return { id, name, role, createdAt };
  }
}

export class UserPage {
  @ApiProperty({ type: [UserResponse] })
  items: UserResponse[];
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}

@ApiTags('who')
@ApiBearerAuth()
@Needs('admin')
@Controller('users')
export class UsersController {
  constructor(private readonly accounts: Accounts) {}

  /** Everybody with an account. */
  @ApiOkResponse({ type: UserPage })
  @Get()
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
  async create(@Body() request: CreateUserRequest): Promise<UserResponse> {
    return UserResponse.of(await this.accounts.create(request));
  }
}
