import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Role } from '#graft/database';
import { Accounts } from './accounts.js';
import { type Caller, type Permission, permissions } from './caller.js';
import { CurrentCaller, SignedIn } from './decorators.js';

export class MeResponse {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty()
  name: string;
  @ApiProperty({ enum: Role })
  role: Role;
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
  @SignedIn()
  async me(@CurrentCaller() { accountId, name, scopes }: Caller): Promise<MeResponse> {
    const { role } = await this.accounts.find(name);
    const namespaces = await this.accounts.namespacesOf(accountId);
    return { id: accountId, name, role, scopes, namespaces: namespaces.map((namespace) => namespace.name) };
  }
}
