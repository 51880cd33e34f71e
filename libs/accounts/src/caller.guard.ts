import { CanActivate, ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Config } from '#graft/config';
import { Forbidden, Unauthenticated } from '#graft/problems';
import { permits } from './caller.js';
import { Callers } from './callers.js';
import { ACCESS, type Access, type CallerRequest } from './decorators.js';

/** Finds out who calls, and lets them through if the route's `@Public` or `@Needs` does. */
@Injectable()
export class CallerGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly callers: Callers,
    private readonly config: Config,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<CallerRequest>();
    const targets = [context.getHandler(), context.getClass()];
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, targets);
    const { open, scopes = [] } = access ?? { scopes: ['read'] };
    const caller = open === 'always' ? null : await this.callers.of(request);
    request.caller = caller;
    if (open === 'always') return true;
    if (caller === null) {
      if (open === 'reading' && this.config.publicReading) return true;
      throw new Unauthenticated();
    }
    if (scopes.length === 0 || scopes.some((scope) => permits(caller, scope))) return true;
    const either = scopes.map((scope) => `"${scope}"`).join(' or ');
    throw new Forbidden(`This needs a token with the scope ${either}.`, { received: caller.scopes, accepted: scopes });
  }
}
