import { createParamDecorator, ExecutionContext, SetMetadata } from '@nestjs/common';
import type { Request } from 'express';
import type { Caller, Scope } from './caller.js';

export const PUBLIC = 'graft:public';
export const NEEDS = 'graft:needs';

/** A request that the guard has let pass. */
export type CallerRequest = Request & { caller: Caller | null };

/**
 * Lets anybody in, and says who it is where a token is sent. With `GRAFT_PUBLIC_READING=false` a token is needed here
 * too, except `'always'`: signing in, health.
 */
export const Public = (when: 'reading' | 'always' = 'reading') => SetMetadata(PUBLIC, when);

/** Asks for a token with this scope; without it, a route that isn't public asks for `read`. */
export const Needs = (scope: Scope) => SetMetadata(NEEDS, scope);

/** The `Caller`; null on a public route without a token. */
export const CurrentCaller = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<CallerRequest>().caller,
);
