import { CanActivate, ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Config } from '#graft/config';
import { Unauthenticated } from '#graft/problems';
import { assertPermits, assertPermitsAny } from './access.js';
import { Callers } from './callers.js';
import { ACCESS, type Access, type CallerRequest } from './decorators.js';

/** Finds out who calls, and lets them through if the route's declaration does. */
@Injectable()
export class CallerGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly callers: Callers,
    private readonly config: Config,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<CallerRequest>();
    // Each route is declared: `AccessCheck` has made sure at the start.
    const access = this.reflector.getAllAndOverride<Access>(ACCESS, [context.getHandler(), context.getClass()]);
    const caller = access === 'anybody' ? null : await this.callers.of(request);
    request.caller = caller;
    if (access === 'anybody') return true;
    if (caller === null) {
      if (access === 'optional' || (access === 'public' && this.config.publicReading)) return true;
      throw new Unauthenticated();
    }
    if (typeof access === 'object')
      if ('scopes' in access) assertPermits(caller, access.scopes);
      else assertPermitsAny(caller, access.anyScope);
    return true;
  }
}
