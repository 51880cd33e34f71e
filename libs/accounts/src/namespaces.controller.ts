import { Body, Controller, Get, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';
import { Accounts } from './accounts.js';
import type { Caller } from './caller.js';
import { CurrentCaller, Needs, Public } from './decorators.js';
import { NAME } from './names.js';
import { LinkNext, PageByName, pageOf } from './page.js';

export class CreateNamespaceRequest {
  @ApiProperty({ pattern: NAME.source })
  @Matches(NAME)
  name: string;

  @ApiPropertyOptional({ description: 'Name of the account that owns it; yours by default.' })
  @IsOptional()
  @Matches(NAME)
  owner?: string;
}

export class NamespaceResponse {
  @ApiProperty()
  name: string;
  @ApiProperty({ description: 'Name of the account that owns it.' })
  owner: string;
}

export class NamespacePage {
  @ApiProperty({ type: [NamespaceResponse] })
  items: NamespaceResponse[];
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}

@ApiTags('who')
@Controller('namespaces')
export class NamespacesController {
  constructor(private readonly accounts: Accounts) {}

  /** The `owner` of `owner/name`, all of them. */
  @ApiOkResponse({ type: NamespacePage })
  @Get()
  @Public()
  @UseInterceptors(LinkNext)
  async list(@Query() page: PageByName): Promise<NamespacePage> {
    const rows = await this.accounts.namespaces(page);
    return pageOf(
      rows,
      page.limit,
      ({ name }) => name,
      ({ name, account }) => ({ name, owner: account.name }),
    );
  }

  /** Makes a namespace for an account. */
  @ApiCreatedResponse({ type: NamespaceResponse })
  @Post()
  @Needs('admin')
  async create(@CurrentCaller() caller: Caller, @Body() request: CreateNamespaceRequest): Promise<NamespaceResponse> {
    const { name, owner = caller.name } = request;
    await this.accounts.createNamespace(name, owner);
    return { name, owner };
  }
}
