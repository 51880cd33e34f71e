import { createParamDecorator, ExecutionContext, SetMetadata } from '@nestjs/common';
import type { Request } from 'express';
import type { Caller, Scope } from './caller.js';

export const ACCESS = 'graft:access';

/** What a route asks for; one on a method replaces the one on its class. */
export interface Access {
  open?: 'reading' | 'always';
  /** Any of these. */
  scopes?: Scope[];
}

/** A request that the guard has let through. */
export type CallerRequest = Request & { caller: Caller | null };

/**
 * Lets anybody in, and says who it is where a token is sent. With `GRAFT_PUBLIC_READING=false` a token is needed here
 * too, except on routes that are `'always'` open: signing in, health.
 */
export const Public = (open: 'reading' | 'always' = 'reading') => SetMetadata<string, Access>(ACCESS, { open });

/** Asks for a token with one of these scopes. A route with neither this nor `@Public` asks for `read`. */
export const Needs = (...scopes: Scope[]) => SetMetadata<string, Access>(ACCESS, { scopes });

/** The `Caller`; null on a public route without a token. */
export const CurrentCaller = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<CallerRequest>().caller,
);
