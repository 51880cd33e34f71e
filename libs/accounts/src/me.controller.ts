import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Role } from '#graft/database';
import { Accounts } from './accounts.js';
import { scopes, type Caller, type Scope } from './caller.js';
import { CurrentCaller } from './decorators.js';

export class MeResponse {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty()
  name: string;
  @ApiProperty({ enum: Role })
  role: Role;
  @ApiProperty({ enum: scopes, isArray: true, description: 'What the token in use permits.' })
  scopes: Scope[];
  @ApiProperty({ type: [String], description: 'Where you may publish.' })
  namespaces: string[];
}

@ApiTags('who')
@ApiBearerAuth()
@Controller('me')
export class MeController {
  constructor(private readonly accounts: Accounts) {}

  /** Whose token this is. */
  @ApiOkResponse({ type: MeResponse })
  @Get()
  async me(@CurrentCaller() { accountId, name, role, scopes }: Caller): Promise<MeResponse> {
    const namespaces = await this.accounts.namespacesOf(accountId);
    return { id: accountId, name, role, scopes, namespaces: namespaces.map((namespace) => namespace.name) };
  }
}
