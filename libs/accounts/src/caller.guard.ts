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
    const { open, scope } = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, targets) ?? { scope: 'read' };
    request.caller = open === 'always' ? null : await this.callers.of(request);
    if (open === 'always') return true;
    if (request.caller === null) {
      if (open === 'reading' && this.config.publicReading) return true;
      throw new Unauthenticated();
    }
    if (scope === undefined || permits(request.caller, scope)) return true;
    throw new Forbidden(`This needs a token with the scope "${scope}".`, {
      received: request.caller.scopes,
      accepted: [scope],
    });
  }
}
