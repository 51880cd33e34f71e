import { Global, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { AdmissionModule } from '#graft/admission';
import { AccessCheck } from './access-check.js';
import { Accounts } from './accounts.js';
import { CallerGuard } from './caller.guard.js';
import { Callers } from './callers.js';
import { MeController } from './me.controller.js';
import { NamespacesController } from './namespaces.controller.js';
import { Quotas } from './quotas.js';
import { SessionCookie } from './session-cookie.js';
import { SessionController } from './session.controller.js';
import { Sessions } from './sessions.js';
import { TokensController } from './tokens.controller.js';
import { Tokens } from './tokens.js';
import { UsersController } from './users.controller.js';

/** Who calls, and what they may. Its guard stands before every route of the application. */
@Global()
@Module({
  imports: [AdmissionModule, DiscoveryModule],
  controllers: [MeController, NamespacesController, SessionController, TokensController, UsersController],
  providers: [
    AccessCheck,
    Accounts,
    Callers,
    Quotas,
    SessionCookie,
    Sessions,
    Tokens,
    { provide: APP_GUARD, useClass: CallerGuard },
  ],
  exports: [Accounts, Callers, Quotas, Sessions, Tokens],
})
export class AccountsModule {}
