import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags, PickType } from '@nestjs/swagger';
import { Accounts } from './accounts.js';
import { type Caller, type Permission, permissions } from './caller.js';
import { CurrentCaller, TokenOptional } from './decorators.js';
import { UserResponse } from './users.controller.js';

class MyAccountResponse extends PickType(UserResponse, ['id', 'name', 'role']) {}

export class MeResponse {
  @ApiProperty({ type: MyAccountResponse, nullable: true, description: 'Null for anonymous visitors.' })
  account: MyAccountResponse | null;
  @ApiProperty({
    enum: permissions,
    isArray: true,
    description: 'What you may do: the scopes of the token in use that your role allows. `tokens`: manage your tokens.',
  })
  scopes: Permission[];
  @ApiProperty({ type: [String], description: 'Namespaces that you may publish in.' })
  namespaces: string[];
}

@ApiTags('who')
@Controller('me')
export class MeController {
  constructor(private readonly accounts: Accounts) {}

  /** Whose token this is. */
  @ApiOkResponse({ type: MeResponse })
  @Get()
  @TokenOptional()
  async me(@CurrentCaller() caller: Caller | null): Promise<MeResponse> {
    if (caller === null) return { account: null, scopes: [], namespaces: [] };
    const { accountId: id, name, scopes } = caller;
    const { role } = await this.accounts.find(name);
    const namespaces = await this.accounts.namespacesOf(id);
    return { account: { id, name, role }, scopes, namespaces: namespaces.map((namespace) => namespace.name) };
  }
}
